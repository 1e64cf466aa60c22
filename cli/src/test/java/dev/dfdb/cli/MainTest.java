package dev.dfdb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Dfdb;
import dev.dfdb.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        Terminal.plain(new PrintStream(out, true, UTF_8)), new PrintWriter(errors), arguments);
  }

  @Test
  void versionNamesDfdbAndTheJava() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString(UTF_8).startsWith("dfdb "), out::toString);
    assertTrue(out.toString(UTF_8).contains("Java " + Runtime.version()), out::toString);
  }

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(UTF_8).contains("quickstart"), out::toString);
    assertTrue(out.toString(UTF_8).contains("Exit codes:"), out::toString);
  }

  @Test
  void aMisspeltOptionIsOneLineAndExitCodeTwo() {
    assertEquals(2, run("quickstart", "--fersh"));
    assertEquals(
        "dfdb: Unknown option: '--fersh'; see dfdb quickstart --help",
        errors.toString().strip());
    assertEquals("", out.toString(UTF_8));
  }

  @Test
  void aMissingCommandIsOneLineAndExitCodeTwo() {
    assertEquals(2, run());
    assertEquals(
        "dfdb: a command is missing; see dfdb --help", errors.toString().strip());
  }

  @Test
  void aFailureIsOneLineAndExitCodeOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(1, run("quickstart", "--dir", file.toString()));
    assertEquals(
        "dfdb: " + file + " is a file, where a folder is needed",
        errors.toString().strip());
  }

  @Test
  void aQueryThatIsNotUnderstoodIsExitCodeTwo() {
    Path database = folder.resolve("database");
    Dfdb.createDb(Map.of("storage-config", Map.of("type", "rocksdb", "path", database.toString())))
        .close();

    for (String query : List.of("[:find ?e :where [?e :a]", "[:find ?e :where (reachable ?e)]")) {
      assertEquals(2, run("query", "--db", database.toString(), query));
    }
    assertEquals(0, run("query", "--db", database.toString(), "[:find ?e :where [?e :a]]"));
  }

  @Test
  void aNegativeNumberOfRowsIsExitCodeTwo() {
    assertEquals(2, run("query", "--db", folder.toString(), "--rows=-1", "[:find ?e]"));
    assertEquals(
        "dfdb: --rows takes a number from 0 on, not -1; see dfdb query --help",
        errors.toString().strip());
  }

  @Test
  void aFailureShowsWhereItCameFromWhenAsked() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(1, run("quickstart", "--verbose", "--dir", file.toString()));
    assertTrue(errors.toString().contains("\tat dev.dfdb.cli."), errors::toString);
  }

  @Test
  void aFolderThatIsNotTheQuickstartsIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "Dear Ada");

    assertEquals(1, run("quickstart", "--fresh", "--dir", folder.toString()));
    assertTrue(errors.toString().contains("not the quickstart's"), errors::toString);
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void aModuleThatThisJdkHasNotIsNamed() {
    assertEquals(1, run("quickstart", "--module", "java.sqll", "--dir", folder.toString()));
    assertEquals(
        "dfdb: this JDK has no module named java.sqll", errors.toString().strip());
  }

  @Test
  void aQueryOfADatabaseThatIsNotThereMakesNone() {
    Path nowhere = folder.resolve("nowhere");

    assertEquals(1, run("query", "--db", nowhere.toString(), "[:find ?e :where [?e :a]]"));
    assertEquals("dfdb: there is no database in " + nowhere, errors.toString().strip());
    assertTrue(Files.notExists(nowhere));
  }
}
