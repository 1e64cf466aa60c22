package dev.dfdb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.StandardOutput;
import dev.dfdb.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What can't be written was not done: no command says otherwise. */
class OutputTest {

  private static final Path FULL = Path.of("/dev/full");

  private static final String NAMES = "[:find ?name :where [_ :person/name ?name]]";

  @TempDir
  private Path folder = Path.of("");

  private final Run dfdb = new Run();
  private String db = "";

  @BeforeEach
  void people() {
    db = "rocksdb:" + folder.resolve("people");
    assertEquals(0, dfdb.with("transact", "--db", db, "[{:person/name \"Ada\"}]"), dfdb::err);
  }

  private List<List<String>> commands() {
    return List.of(
        List.of("--help"),
        List.of("export", "--db", db, "--format", "edn", "-"),
        List.of("shell", "--db", db, "--keep-going"),
        List.of("query", "--db", db, NAMES),
        List.of("transact", "--db", db, "[{:person/name \"Bob\"}]"),
        List.of("backup", "--db", db, "--json", folder.resolve("backups").toString()),
        List.of("backup", "--db", db, "-"),
        List.of("migrate", "--db", db, "--into", "memory:"),
        List.of("stats", "--db", db),
        List.of("compact", "--db", db),
        List.of("bench", "--duration", "10ms", "--people", "1", "--json"));
  }

  /** Runs a command whose standard output fails with its first byte. */
  private int run(boolean isPipe, List<String> command) {
    OutputStream failing = new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("No space left on device");
      }
    };
    Console console = dfdb.input(NAMES + "\n" + NAMES + "\n").console();
    PrintStream out = new PrintStream(new StandardOutput(failing, () -> isPipe), true, UTF_8);
    return Main.run(
        new Console(Terminal.plain(out), console.err(), console.in(), console.environment()),
        command.toArray(String[]::new));
  }

  @TestFactory
  Stream<DynamicTest> aFullDiskIsExitCodeOneAndIsSaid() {
    return commands().stream()
        .map(command -> DynamicTest.dynamicTest(command.toString(), () -> {
          assertEquals(1, run(false, command), dfdb::err);
          assertTrue(
              dfdb.err().contains("the standard output can't be written: No space left on device"),
              dfdb::err);
        }));
  }

  @TestFactory
  Stream<DynamicTest> whereNobodyReadsACommandEndsWithoutAWord() {
    return commands().stream()
        .limit(3)
        .map(command -> DynamicTest.dynamicTest(command.toString(), () -> {
          assertEquals(141, run(true, command), dfdb::err);
          assertTrue(!dfdb.err().contains("dfdb: "), dfdb::err);
        }));
  }

  private Process start(File out, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.dfdb.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (out.exists()) {
      builder.redirectOutput(out);
    }
    return builder.start();
  }

  @Test
  void aProcessWhoseDiskIsFullSaysSo() throws Exception {
    assumeTrue(Files.exists(FULL), "there is no device that is always full");

    Process process = start(FULL.toFile(), "query", "--db", db, NAMES);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertEquals(1, process.waitFor(), err);
    assertTrue(err.contains("dfdb: the standard output can't be written: "), err);
  }

  @Test
  void aProcessWhoseReaderLeavesEnds() throws Exception {
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      forms.add("{:person/name \"" + i + " " + "x".repeat(2000) + "\"}"); // more than a pipe holds
    }
    dfdb.with("transact", "--db", db, forms.toString());

    Process process =
        start(folder.resolve("none").toFile(), "export", "--db", db, "--format=edn", "-");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertTrue(reader.readLine().startsWith("{"));
    }
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertEquals(141, process.waitFor(), err);
    assertTrue(!err.contains("dfdb: "), err);
  }
}
