package dev.dfdb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code import} and {@code export} say, for people and for scripts, and their exit codes. */
class ImportCommandTest {

  private static final String AGES =
      "[:find ?name ?age :where [?p :person/name ?name] [?p :person/age ?age] :order-by ?age]";

  @TempDir
  private Path folder = Path.of("");

  private final Run dfdb = new Run();
  private String db = "";
  private String csv = "";

  @BeforeEach
  void people() throws IOException {
    db = "rocksdb:" + folder.resolve("people");
    csv = folder.resolve("people.csv").toString();
    Files.writeString(Path.of(csv), "name,age\nAda,36\nBob,12\n");
  }

  private String run(int exit, String... arguments) {
    assertEquals(exit, dfdb.with(arguments), () -> dfdb.out() + dfdb.err());
    return dfdb.out();
  }

  @Test
  void itSaysWhatItFoundOutAndWhatItDid() {
    String out = run(0, "import", "--db", db, "--namespace", "person", "--key", "name", csv);

    assertTrue(out.matches("2 rows imported, in .*\\R"), out);
    assertTrue(dfdb.err().contains("age -> :person/age long (2 values in 2 rows)"), dfdb::err);
    assertTrue(dfdb.err().contains("100%, 23 of 23 bytes, 2 rows"), dfdb::err);
    String again = run(0, "import", "--db", db, "--namespace", "person", csv);
    assertTrue(again.startsWith("2 rows imported, 2 of 2 read before"), again);
    assertEquals(
        List.of("{\"name\":\"Bob\",\"age\":12}", "{\"name\":\"Ada\",\"age\":36}"),
        run(0, "query", "--db", db, "--json", AGES).lines().toList());
  }

  @Test
  void wrongRowsAreToldAndKeptAndTheExitCodeIsOne() throws IOException {
    Path mapping = Files.writeString(
        folder.resolve("map.json"),
        "{\"columns\": {\"age\": {\"attribute\": \"person/age\", \"type\": \"long\"}}}");
    Files.writeString(Path.of(csv), "name,age\nAda,old\nBob,12\n");
    Path rejects = folder.resolve("rejects.csv");

    String out = run(
        1,
        "import",
        "--db",
        db,
        "--mapping",
        mapping.toString(),
        "--rejects",
        rejects.toString(),
        "--json",
        csv);

    assertTrue(
        out.startsWith("{\"name\":\"people.csv\",\"rows\":2,\"imported\":1,\"rejected\":1,"), out);
    assertTrue(out.contains("\"line\":2,\"column\":5,\"name\":\"age\",\"text\":\"old\""), out);
    assertTrue(Files.readString(rejects).contains("Ada,old,2,"));
    run(1, "import", "--db", db, "--mapping", mapping.toString(), "--restart", csv);
    assertTrue(dfdb.err().contains("row 1, line 2, column 5, age: a whole number"), dfdb::err);
  }

  @Test
  void anImportThatEndedEarlyGoesOn() throws IOException {
    Path mapping = Files.writeString(
        folder.resolve("map.edn"), "{:columns {\"age\" {:attribute :person/age :type :long}}}");
    Files.writeString(Path.of(csv), "name,age\nAda,old\nBob,12\nCyd,13\nDan,14\nEve,15\nFay,16\n");
    run(
        1,
        "import",
        "--db",
        db,
        "--mapping",
        mapping.toString(),
        "--max-errors",
        "0",
        "--batch",
        "1",
        csv);
    assertTrue(dfdb.err().contains("too many rows are wrong"), dfdb::err);

    String rest = run(1, "import", "--db", db, "--mapping", mapping.toString(), csv);

    assertTrue(rest.matches("5 rows imported, [1-4] of 6 read before, 1 wrong, in .*\\R"), rest);
    assertEquals(
        5,
        run(0, "query", "--db", db, "--json", "[:find ?age :where [_ :person/age ?age]]")
            .lines()
            .count());
  }

  @Test
  void whatIsExportedIsImportedAgain() {
    run(0, "import", "--db", db, "--namespace", "person", csv);
    String other = "rocksdb:" + folder.resolve("other");
    String map = folder.resolve("map.edn").toString();
    String out = folder.resolve("out.tsv").toString();
    run(
        0,
        "export",
        "--db",
        db,
        "--having",
        "person/age",
        "--mapping",
        map,
        folder.resolve("out.jsonl").toString());
    run(
        0,
        "import",
        "--db",
        other,
        "--mapping",
        map,
        folder.resolve("out.jsonl").toString());
    assertEquals(
        run(0, "query", "--db", db, "--json", AGES),
        run(0, "query", "--db", other, "--json", AGES));
    run(0, "export", "--db", other, "--query", AGES, "--json", out);
    assertTrue(dfdb.out().startsWith("{"), dfdb::out);
    run(0, "export", "--db", other, "--query", AGES, "--format", "csv", "-");
    assertEquals("name,age\nBob,12\nAda,36\n", dfdb.out());
  }

  @Test
  void whatIsNotUnderstoodIsSaidBeforeAnythingIsDone() {
    run(2, "import", "--db", db, "-");
    run(2, "import", "--db", db, "--separator", "ab", csv);
    run(2, "export", "--db", db, "--query", AGES, "--transactions", "-");
    run(1, "import", "--db", db, folder.resolve("nothing.csv").toString());
    run(2, "import", "--db", db, "--format", "xml", csv);
    run(3, "export", "--db", db, "--format", "csv", "-");
  }

  @Test
  void whatThereIsNotIsExitCodeTwo() throws IOException {
    Path mapping = Files.writeString(folder.resolve("map.edn"), "{:colums {}}");
    run(2, "import", "--db", db, "--mapping", mapping.toString(), csv);
    assertTrue(dfdb.err().contains("key=colums"), dfdb::err);
    run(2, "import", "--db", db, "--namespace", "person", "--key", "nmae", csv);
    assertTrue(dfdb.err().contains("[column=nmae, perhaps=name, columns=[name, age]]"), dfdb::err);
    run(0, "import", "--db", db, "--namespace", "person", "--key", "name", csv);
    run(2, "export", "--db", db, folder.resolve("x.foo").toString());
    run(2, "export", "--db", db, "--having", "nope/x", "--format", "csv", "-");
    run(2, "query", "--db", db, "--timeout", "0s", AGES);
  }

  @Test
  void transactionsAreNotCalledCsv() {
    run(0, "import", "--db", db, csv);
    Path log = folder.resolve("log.csv");

    run(2, "export", "--db", db, "--transactions", log.toString());
    run(2, "export", "--db", db, "--transactions", "--format", "csv", log + ".txt");

    assertTrue(dfdb.err().contains("--transactions are written as EDN"), dfdb::err);
    assertFalse(Files.exists(log));
    run(0, "export", "--db", db, "--transactions", "--format", "edn", log.toString());
    run(0, "export", "--db", db, "--transactions", folder.resolve("log").toString());
  }

  @Test
  void anExportThatFailsLeavesWhatWasThere() throws IOException {
    run(0, "import", "--db", db, csv);
    Path old = Files.writeString(folder.resolve("old.csv"), "name\nAda\n");
    Path fresh = folder.resolve("fresh.csv");
    long files = files();

    for (Path file : List.of(old, fresh)) {
      run(2, "export", "--db", db, "--having", "row/nmae", file.toString());
      run(2, "export", "--db", db, "--query", "[:find ?x :where (none ?x)]", file.toString());
    }

    assertEquals("name\nAda\n", Files.readString(old));
    assertEquals(files, files());
    run(0, "export", "--db", db, "--having", "row/name", old.toString());
    assertTrue(Files.readString(old).startsWith("db/id,"), old::toString);
    assertEquals(files, files());
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  @Test
  void aFileThatCantBeWrittenIsToldWithTheReason() throws IOException {
    run(0, "import", "--db", db, csv);
    String nowhere = folder.resolve("nodir").resolve("x.csv").toString();
    String expected = "there is no folder " + folder.resolve("nodir") + " for x.csv";

    run(1, "export", "--db", db, nowhere);
    assertEquals("dfdb: " + expected, dfdb.err().strip());
    run(1, "import", "--db", db, "--restart", "--rejects", nowhere, csv);
    assertTrue(dfdb.err().contains("dfdb: " + expected), dfdb::err);
    run(1, "export", "--db", db, "--format", "csv", folder.toString());
    assertEquals(
        "dfdb: " + folder + " is a folder, where a file is needed", dfdb.err().strip());
    run(1, "export", "--db", db, csv + "/x.csv");
    assertEquals(
        "dfdb: " + csv + " is a file, where a folder is needed, for x.csv",
        dfdb.err().strip());
    run(1, "import", "--db", db, "--mapping", folder.resolve("no.edn").toString(), csv);
    assertEquals(
        "dfdb: there is no file " + folder.resolve("no.edn"), dfdb.err().strip());
    run(1, "import", "--db", db, "--rejects", csv, csv);
    assertTrue(dfdb.err().contains("is the one that is imported; name another"), dfdb::err);
  }
}
