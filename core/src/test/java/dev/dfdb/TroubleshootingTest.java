package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of docs/troubleshooting.md stands in the sources as it stands there. */
class TroubleshootingTest {

  private static final String HEADING = "### `";

  @Test
  void everyMessageIsOneThatTheSourcesHave() throws IOException {
    List<String> messages;
    try (Stream<String> lines = Files.lines(Path.of("../docs/troubleshooting.md"))) {
      messages = lines
          .filter(line -> line.startsWith(HEADING))
          .map(line -> line.substring(HEADING.length(), line.length() - 1))
          .toList();
    }
    assertTrue(messages.size() > 30);
    String sources = sources();
    assertEquals(
        List.of(),
        messages.stream().filter(message -> !sources.contains(message)).toList());
  }

  /** All main sources, with texts over several lines made one. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            for (Path file :
                files.filter(one -> one.toString().endsWith(".java")).toList()) {
              all.append(Files.readString(file));
            }
          }
        }
      }
    }
    return all.toString()
        .replaceAll("\"\\s*\\+\\s*\"", "")
        .replace("set -D\" + TRACK_PROPERTY + \"=true", "set -Ddfdb.track-resources=true");
  }
}
