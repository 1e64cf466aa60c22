package dev.dfdb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print, for people and for scripts, and their exit codes. */
class CommandsTest {

  private static final String NAMES =
      "[:find ?name ?age :where [?p :person/name ?name] [?p :person/age ?age] :order-by ?age]";

  /** The space of the index by entity; see docs/FORMAT.md. */
  private static final byte EAVT = 0x10;

  @TempDir
  private Path folder;

  private final Run dfdb = new Run();
  private String db = "";

  @BeforeEach
  void twoPeople() {
    db = "rocksdb:" + folder.resolve("people");
    run(0, "transact", "--db", db, "[{:person/name \"Ada, \\\"Countess\\\"\" :person/age 36}]");
    run(0, "transact", "--db", db, "[{:person/name \"Bob\" :person/age 12}]");
  }

  private String run(int exit, String... arguments) {
    assertEquals(exit, dfdb.with(arguments), () -> dfdb.out() + dfdb.err());
    return dfdb.out();
  }

  @Test
  void aTableHasTheNumberOfRowsBelow() {
    List<String> lines = run(0, "query", "--db", db, NAMES).lines().toList();

    assertEquals("Bob                12", lines.get(2));
    assertEquals("Ada, \"Countess\"    36", lines.get(3));
    assertTrue(lines.get(5).matches("2 rows in .*"), lines::toString);
  }

  @Test
  void otherFormatsAreNothingButRows() {
    assertEquals(
        List.of("{\"name\":\"Bob\",\"age\":12}", "{\"name\":\"Ada, \\\"Countess\\\"\",\"age\":36}"),
        run(0, "query", "--db", db, "--json", NAMES).lines().toList());
    assertEquals(
        List.of("name,age", "Bob,12", "\"Ada, \"\"Countess\"\"\",36"),
        run(0, "query", "--db", db, "--format", "csv", NAMES).lines().toList());
    assertEquals(
        List.of("[\"Bob\" 12]"),
        run(0, "query", "--db", db, "--format", "edn", "--limit", "1", NAMES)
            .lines()
            .toList());
  }

  @Test
  void anotherTimeIsAskedByNumberOrByInstant() {
    assertEquals(
        1, run(0, "query", "--db", db, "--json", "--as-of", "1", NAMES).lines().count());
    assertEquals(
        0,
        run(0, "query", "--db", db, "--json", "--as-of", "1990-01-01", NAMES)
            .lines()
            .count());
    assertEquals(
        1, run(0, "query", "--db", db, "--json", "--since", "1", NAMES).lines().count());
    run(2, "query", "--db", db, "--as-of", "yesterday", NAMES);
    assertTrue(dfdb.err().contains("Not a point in time"), dfdb::err);
  }

  @Test
  void inputsAndRulesComeInTheirPlaces() throws IOException {
    Path rules = folder.resolve("rules.edn");
    Files.writeString(rules, "[[(older ?p ?than) [?p :person/age ?a] [(< ?than ?a)]]]");
    String query = "[:find ?n :in $ % ?than :where (older ?p ?than) [?p :person/name ?n]]";

    assertEquals(
        2,
        run(0, "query", "--db", db, "--format=edn", "--rules", rules.toString(), query, "10")
            .lines()
            .count());
    assertEquals(
        "", run(0, "query", "--db", db, "--format=edn", "--rules", rules.toString(), query, "40"));
  }

  @Test
  void errorsOfScriptsAreOneDocument() {
    run(2, "query", "--db", db, "--json", "[:find ?x :where [?x :person/name");

    assertEquals("", dfdb.out());
    assertEquals(1, dfdb.err().lines().count());
    assertTrue(dfdb.err().startsWith("{\"error\":\"A bracket that is never closed"), dfdb::err);
    assertTrue(dfdb.err().endsWith("\"exit\":2}\n"), dfdb::err);
  }

  @Test
  void aDatabaseThatCantBeOpenedIsExitCodeThree() {
    run(3, "query", "--db", "rocksdb:" + folder.resolve("none"), NAMES);
    run(3, "query", "--db", db + "#none", NAMES);
    assertTrue(dfdb.err().contains("there is no such namespace [namespace=none]"), dfdb::err);
    assertFalse(Dfdb.listNamespaces(Dfdb.configuration(db)).contains("none"));
  }

  @Test
  void anAddressThatIsNoneIsExitCodeTwoAndNamesTheSchemes() {
    run(2, "query", "--db", "mysql:x", NAMES);

    assertTrue(dfdb.err().contains("memory, postgres, postgresql, rocksdb"), dfdb::err);
    run(2, "query", NAMES);
    assertTrue(dfdb.err().contains("give --db, or set DFDB_DB"), dfdb::err);
  }

  @Test
  void theEnvironmentMayNameTheDatabase() {
    dfdb.variable("DFDB_DB", db);

    assertEquals(2, run(0, "query", "--json", NAMES).lines().count());
  }

  @Test
  void aQueryComesFromAFileOrTheStandardInput() throws IOException {
    Path file = folder.resolve("names.edn");
    Files.writeString(file, NAMES);

    assertEquals(
        2, run(0, "query", "--db", db, "--json", "-f", file.toString()).lines().count());
    dfdb.input(NAMES);
    assertEquals(2, run(0, "query", "--db", db, "--json", "-").lines().count());
  }

  @Test
  void aTransactionTellsItsNumberAndItsTempids() {
    String line = run(0, "transact", "--db", db, "[{:db/id \"eve\" :person/name \"Eve\"}]");

    assertTrue(line.matches("t 3, 2 datoms, eve = \\d+\n"), line);
    String json =
        run(0, "transact", "--db", db, "--json", "[{:db/id \"eva\" :person/name \"Eva\"}]");
    assertTrue(
        json.matches("\\{\"t\":4,\"tx\":\\d+,\"instant\":\"[^\"]+\",\"datoms\":2,"
            + "\"tempids\":\\{\"eva\":\\d+}}\n"),
        json);
  }

  @Test
  void formsThatStandAloneAreCommittedInBatches() {
    StringBuilder forms = new StringBuilder("; people\n[{:person/name \"first\"}]\n");
    for (int i = 0; i < 25; i++) {
      forms.append("{:person/name \"p").append(i).append("\"} #_{:left out}\n");
    }
    dfdb.input(forms + "{:tx-data [{:person/name \"last\"}]}");

    String out = run(0, "transact", "--db", db, "--batch", "10", "-");

    assertTrue(out.startsWith("5 transactions, t 3 to 7, 32 datoms in "), out);
  }

  @Test
  void aRefusedTransactionNamesItsLineAndWhatWasBeforeItStays() {
    dfdb.input("[{:person/name \"Eve\"}]\n\n[[:db/cas 1 :no/such 1 2]]\n[{:person/name \"X\"}]");

    run(1, "transact", "--db", db, "-");

    assertTrue(dfdb.err().contains("source=the standard input, line=3"), dfdb::err);
    assertEquals(
        3,
        run(0, "query", "--db", db, "--json", "[:find ?n :where [_ :person/name ?n]]")
            .lines()
            .count());
  }

  @Test
  void statisticsVerificationAndCompactionAreOneDocumentEach() {
    assertTrue(run(0, "stats", "--db", db, "--json").contains("\":person/age\":{"), dfdb::out);
    assertTrue(run(0, "stats", "--db", db).contains(":person/age"), dfdb::out);
    assertTrue(run(0, "stats", "--db", db).contains(" with the history, t "), dfdb::out);
    assertTrue(
        run(0, "verify", "--db", db, "--json").startsWith("{\"sound\":true,\"t\":2,"), dfdb::out);
    assertTrue(run(0, "verify", "--db", db).contains("every index agrees with the log"), dfdb::out);
    assertTrue(run(0, "compact", "--db", db, "--json").contains("\"millis\":"), dfdb::out);
  }

  @Test
  void damageIsListedAndIsExitCodeOne() {
    KeyRange byEntity = KeyRange.prefix(new byte[] {1, EAVT});
    try (Connection connection = Dfdb.createDb(db)) {
      Storage storage = connection.storage();
      byte[] last;
      try (Cursor cursor = storage.scan(byEntity, ScanOptions.REVERSE)) {
        assertTrue(cursor.next());
        last = cursor.key();
      }
      storage.delete(last);
    }

    assertTrue(run(1, "verify", "--db", db).contains("EAVT: "), dfdb::out);
    assertEquals("dfdb: the database is damaged\n", dfdb.err());
    assertTrue(run(1, "verify", "--db", db, "--json").startsWith("{\"sound\":false"), dfdb::out);
  }

  @Test
  void aDatabaseSoDamagedThatItCantBeOpenedIsExitCodeOneOfVerify() throws IOException {
    Files.delete(folder.resolve("people").resolve("CURRENT"));

    assertTrue(run(1, "verify", "--db", db).startsWith("storage: "), dfdb::out);
    assertEquals("dfdb: the database is damaged\n", dfdb.err());
    assertTrue(
        run(1, "verify", "--db", db, "--json")
            .startsWith("{\"sound\":false,\"damages\":[{\"place\":\"storage\","),
        dfdb::out);
    run(3, "query", "--db", db, NAMES);
    run(3, "verify", "--db", db + "-none");
  }

  @Test
  void keysOfTheDatabaseStandInItsUri() {
    for (String command : List.of("transact", "import", "bench")) {
      String filled = "rocksdb:" + folder.resolve(command) + "?preset=bulk-load&schema-mode=open";
      switch (command) {
        case "transact" -> run(0, command, "--db", filled, "[{:person/name \"Ada\"}]");
        case "import" -> {
          dfdb.input("{\"name\":\"Ada\"}");
          run(0, command, "--db", filled, "--format=jsonl", "--name=x", "-");
        }
        default -> run(0, command, "--db", filled, "--duration=10ms", "--people=1");
      }
    }
    run(3, "transact", "--db", db + "?preset=bulky", "[{:person/name \"Eve\"}]");
    assertTrue(dfdb.err().contains("bulky"), dfdb::err);
  }

  @Test
  void aFolderWithoutASchemeTakesOptionsAndANamespaceLikeOneWith() throws IOException {
    String plain = folder.resolve("people").toString();

    run(0, "transact", "--db", plain + "?durability=async#other", "[{:person/name \"X\"}]");

    assertEquals(List.of("other"), Dfdb.listNamespaces(Dfdb.configuration(db)));
    assertEquals(
        1,
        run(0, "query", "--db", db + "#other", "--json", "[:find ?n :where [_ :person/name ?n]]")
            .lines()
            .count());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(Path.of(plain)), files.toList());
    }
  }

  @Test
  void anExplanationShowsTheClauses() {
    assertTrue(
        run(0, "query", "--db", db, "--explain", NAMES).contains(":person/age ?age"), dfdb::out);
    assertTrue(
        run(0, "query", "--db", db, "--explain", "--json", NAMES).startsWith("{\"rows\":2,"),
        dfdb::out);
  }
}
