package dev.dfdb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Dfdb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir
  private Path folder;

  private final Run dfdb = new Run();

  private int run(String... arguments) {
    return dfdb.with(arguments);
  }

  @Test
  void versionNamesDfdbAndTheJava() {
    assertEquals(0, run("--version"));
    assertTrue(dfdb.out().startsWith("dfdb "), dfdb::out);
    assertTrue(dfdb.out().contains("Java " + Runtime.version()), dfdb::out);
  }

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    assertEquals(0, run("--help"));
    assertTrue(dfdb.out().contains("quickstart"), dfdb::out);
    assertTrue(dfdb.out().contains("Exit codes:"), dfdb::out);
  }

  @Test
  void aMisspeltOptionIsOneLineAndExitCodeTwo() {
    assertEquals(2, run("quickstart", "--fersh"));
    assertEquals(
        "dfdb: Unknown option: '--fersh'; see dfdb quickstart --help",
        dfdb.err().strip());
    assertEquals("", dfdb.out());
  }

  @Test
  void aMissingCommandIsOneLineAndExitCodeTwo() {
    assertEquals(2, run());
    assertEquals("dfdb: a command is missing; see dfdb --help", dfdb.err().strip());
  }

  @Test
  void aFailureIsOneLineAndExitCodeOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(1, run("quickstart", "--dir", file.toString()));
    assertEquals(
        "dfdb: " + file + " is a file, where a folder is needed", dfdb.err().strip());
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
        dfdb.err().strip());
  }

  @Test
  void aFailureShowsWhereItCameFromWhenAsked() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(1, run("quickstart", "--verbose", "--dir", file.toString()));
    assertTrue(dfdb.err().contains("\tat dev.dfdb.cli."), dfdb::err);
  }

  @Test
  void aFolderThatIsNotTheQuickstartsIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "Dear Ada");

    assertEquals(1, run("quickstart", "--fresh", "--dir", folder.toString()));
    assertTrue(dfdb.err().contains("not the quickstart's"), dfdb::err);
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void aModuleThatThisJdkHasNotIsNamed() {
    assertEquals(1, run("quickstart", "--module", "java.sqll", "--dir", folder.toString()));
    assertEquals("dfdb: this JDK has no module named java.sqll", dfdb.err().strip());
  }

  @Test
  void aQueryOfADatabaseThatIsNotThereMakesNone() {
    Path nowhere = folder.resolve("nowhere");

    assertEquals(3, run("query", "--db", nowhere.toString(), "[:find ?e :where [?e :a]]"));
    assertTrue(dfdb.err().contains(nowhere.toString()), dfdb::err);
    assertTrue(Files.notExists(nowhere));
  }
}
