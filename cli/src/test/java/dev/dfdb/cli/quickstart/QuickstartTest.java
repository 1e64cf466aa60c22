package dev.dfdb.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.cli.jdk.RuntimeImage;
import dev.dfdb.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart from its first line to its last. */
class QuickstartTest {

  private static final List<String> SOME = List.of("java.logging", "java.sql");
  private static final List<String> MANY = List.of("java.base", "java.logging", "java.sql");

  @TempDir
  private Path folder;

  private String run(List<String> modules, boolean fresh) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal terminal = Terminal.plain(new PrintStream(bytes, true, UTF_8));
    new Quickstart(terminal, new QuickstartFolder(folder.resolve("db")), modules).run(fresh);
    return bytes.toString(UTF_8);
  }

  private Connection open(List<String> modules) throws IOException {
    Path path = new QuickstartFolder(folder.resolve("db")).database(RuntimeImage.open(modules));
    Map<String, ?> storage = Map.of("type", "rocksdb", "path", path.toString());
    return Dfdb.createDb(Map.of("storage-config", storage));
  }

  private Map<String, Long> counts(List<String> modules) throws IOException {
    try (Connection connection = open(modules)) {
      return counts(connection);
    }
  }

  private static Map<String, Long> counts(Connection connection) {
    return Counts.of(connection.db()).byName();
  }

  @Test
  void everyClassOfThisJdkIsLoadedAskedAboutAndFoundTrue() throws IOException {
    RuntimeImage image = RuntimeImage.open(Set.of());

    String output = run(List.of(), false);

    assertTrue(output.contains("All modules and all classes compared"), output);
    for (Question question : Questions.ALL) {
      assertTrue(output.contains(question.title()), output);
    }
    assertFalse(output.contains(" 0 rows"), output);
    assertFalse(output.contains("\u001b"), output);
    assertFalse(output.contains("\r"), output);
    Map<String, Long> counts = counts(List.of());
    assertEquals(image.modules().size(), counts.get("modules"));
    assertEquals(image.classCount(), counts.get("classes"));
  }

  @Test
  void aSecondRunLoadsNothingAgain() throws IOException {
    run(SOME, false);
    Map<String, Long> counts = counts(SOME);

    String output = run(SOME, false);

    assertTrue(output.contains("Everything is loaded already"), output);
    assertEquals(counts, counts(SOME));
  }

  @Test
  void aFreshRunLoadsEverythingAgain() throws IOException {
    run(SOME, false);
    Map<String, Long> counts = counts(SOME);

    String output = run(SOME, true);

    assertTrue(output.contains("Loading every module"), output);
    assertEquals(counts, counts(SOME));
  }

  @Test
  void tellingTheSameTwiceChangesNothing() throws IOException {
    RuntimeImage image = RuntimeImage.open(SOME);
    Terminal nowhere = Terminal.plain(new PrintStream(PrintStream.nullOutputStream()));
    try (Connection connection = open(SOME)) {
      JdkLoader loader = new JdkLoader(connection, image, nowhere);
      loader.load(Set.of());
      Map<String, Long> once = counts(connection);
      assertEquals(Set.copyOf(SOME), loader.loadedModules());

      loader.load(Set.of());

      assertEquals(once, counts(connection));
    }
  }

  @Test
  void aLoadKilledHalfwayGoesOnWhereItStopped() throws Exception {
    Process process = startQuickstart(MANY);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertTrue(lines.lines().anyMatch(line -> line.matches(" +[4-7]\\d%.*")));
    } finally {
      process.destroyForcibly().waitFor();
    }

    String output = run(MANY, false);

    assertFalse(output.contains("Everything is loaded already"), output);
    assertTrue(output.contains("All modules and all classes compared"), output);
    Map<String, Long> resumed = counts(MANY);
    run(MANY, true);
    assertEquals(counts(MANY), resumed);
  }

  private Process startQuickstart(List<String> modules) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.dfdb.cli.Main",
            "quickstart",
            "--dir=" + folder.resolve("db"),
            "--module=" + modules.get(0),
            "--module=" + modules.get(1),
            "--module=" + modules.get(2))
        .redirectErrorStream(true)
        .start();
  }
}
