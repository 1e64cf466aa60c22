package dev.dfdb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is the one that is compiled here, and does what it says. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void theExampleInTheReadmeIsTheOneCompiledHere() throws IOException {
    String source =
        Files.readString(ROOT.resolve("cli/src/test/java/dev/dfdb/cli/ReadmeExample.java"));
    String readme = Files.readString(ROOT.resolve("README.md"));
    String snippet = between(source, "  // snippet: ReadmeExample\n", "  // end\n");
    String block = between(readme, "<!-- snippet: ReadmeExample -->\n```java\n", "```\n");
    assertEquals(snippet.replaceAll("(?m)^  ", ""), block);
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void theExamplePrintsWhatItSays(@TempDir Path directory) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReadmeExample.main(new String[] {directory.resolve("people").toString()});
    } finally {
      System.setOut(out);
    }
    assertEquals(
        new TreeSet<>(List.of("Mary", "Laura")),
        new TreeSet<>(printed.toString(StandardCharsets.UTF_8).lines().toList()));
  }
}
