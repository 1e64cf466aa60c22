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

/** What the commands about backups say and do, and their exit codes. */
class BackupCommandsTest {

  private static final String NAMES = "[:find ?name :where [_ :person/name ?name] :order-by ?name]";

  @TempDir
  private Path folder = Path.of("");

  private final Run dfdb = new Run();
  private String db = "";
  private String backups = "";

  @BeforeEach
  void people() {
    db = "rocksdb:" + folder.resolve("people");
    backups = folder.resolve("backups").toString();
    run(0, "transact", "--db", db, "[{:person/name \"Ada\"}]");
    run(0, "transact", "--db", db, "[{:person/name \"Bob\"}]");
  }

  private String run(int exit, String... arguments) {
    assertEquals(exit, dfdb.with(arguments), () -> dfdb.out() + dfdb.err());
    return dfdb.out();
  }

  private List<String> names(String database) {
    return run(0, "query", "--db", database, "--format", "csv", NAMES)
        .lines()
        .skip(1)
        .toList();
  }

  @Test
  void aBackupIsRestoredToTheLastMomentAndToEarlierOnes() {
    String first = run(0, "backup", "--db", db, backups);
    assertTrue(first.startsWith("backup 1: to t 2 of "), first);
    assertTrue(first.contains("\nfull: 3 transactions, "), first);
    run(0, "transact", "--db", db, "[{:person/name \"Cyd\"}]");
    String second = run(0, "backup", "--db", db, backups);
    assertTrue(second.contains("\nincremental: 1 transaction, "), second);

    String restored = "rocksdb:" + folder.resolve("restored");
    String earlier = "rocksdb:" + folder.resolve("earlier");
    String told = run(0, "restore", "--db", restored, backups);
    assertTrue(told.startsWith("restored to t 3: 4 transactions, "), told);
    run(0, "restore", "--db", earlier, "--to", "1", backups);

    assertEquals(List.of("Ada", "Bob", "Cyd"), names(restored));
    assertEquals(List.of("Ada"), names(earlier));
    run(0, "verify", "--db", restored);
    run(1, "restore", "--db", db, "--to", "1", backups);
    assertEquals(List.of("Ada", "Bob", "Cyd"), names(db), "what is in use is left alone");
  }

  @Test
  void aBackupIsRestoredToATime() {
    String times = "[:find ?at :where [_ :person/name \"Ada\" ?tx] [?tx :db/txInstant ?at]]";
    String ada =
        run(0, "query", "--db", db, "--format", "csv", times).lines().toList().get(1);
    run(0, "backup", "--db", db, backups);
    String earlier = "rocksdb:" + folder.resolve("earlier");
    String all = "rocksdb:" + folder.resolve("all");

    run(0, "restore", "--db", earlier, "--to", ada, backups);
    run(0, "restore", "--db", all, "--to", "2999-01-01", backups);

    assertEquals(List.of("Ada"), names(earlier));
    assertEquals(List.of("Ada", "Bob"), names(all));
    run(2, "restore", "--db", all, "--to", "yesterday", backups);
    assertTrue(dfdb.err().contains("Not a point in time"), dfdb::err);
  }

  @Test
  void whatIsNotThereIsNotRestoredAndNothingIsBegun() {
    run(0, "backup", "--db", db, backups);
    Path target = folder.resolve("target");
    run(2, "restore", "--db", "rocksdb:" + target, "--to", "3", backups);
    assertTrue(dfdb.err().contains("there is no backup that goes to t 3 in "), dfdb::err);
    run(2, "restore", "--db", "rocksdb:" + target, "--backup", "9", backups);
    assertTrue(dfdb.err().contains("there is no backup 9 in "), dfdb::err);
    run(2, "restore", "--db", "rocksdb:" + target, folder.resolve("none").toString());
    assertTrue(dfdb.err().contains("there is no backup in "), dfdb::err);
    assertFalse(Files.exists(target));
    run(2, "backup", "--db", db, "--keep", "0", backups);
    assertTrue(dfdb.err().contains("--keep: "), dfdb::err);
  }

  @Test
  void olderBackupsAreRemovedAndTheOthersListed() {
    for (String name : List.of("Cyd", "Dan", "Eve")) {
      run(0, "backup", "--db", db, backups);
      run(0, "transact", "--db", db, "[{:person/name \"" + name + "\"}]");
    }
    String last = run(0, "backup", "--db", db, "--keep", "2", backups);
    assertTrue(last.contains("2 older backups removed"), last);
    List<String> listed = run(0, "backups", backups).lines().toList();
    assertEquals(2, listed.size(), listed::toString);
    assertTrue(listed.get(1).startsWith("backup 4: to t 5 of "), listed::toString);
    String proof = run(0, "backups", "--verify", "--json", backups);
    assertTrue(proof.contains("\"sound\":true"), proof);
  }

  @Test
  void damageIsToldWithItsPlaceAndTheExitCodeIsOne() throws IOException {
    run(0, "backup", "--db", db, backups);
    try (Stream<Path> files = Files.walk(Path.of(backups))) {
      Path largest = files
          .filter(Files::isRegularFile)
          .max(
              (one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
          .orElseThrow();
      byte[] bytes = Files.readAllBytes(largest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(largest, bytes);

      String proof = run(1, "backups", "--verify", backups);

      assertTrue(proof.contains(largest.getFileName().toString()), proof);
      assertTrue(dfdb.err().contains("the backups are damaged"), dfdb::err);
    }
  }

  @Test
  void whereThereIsNoBackupNoneIsProved() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path place : List.of(folder.resolve("none"), empty)) {
      assertEquals("", run(1, "backups", "--verify", place.toString()));
      assertEquals("dfdb: there are no backups in " + place, dfdb.err().strip());
      String proof = run(1, "backups", "--verify", "--json", place.toString());
      assertTrue(proof.startsWith("{\"backups\":[],\"sound\":false,"), proof);
      assertEquals("no backups\n", run(0, "backups", place.toString()));
    }
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals("", run(1, "backups", "--verify", file.toString()));
    assertTrue(dfdb.err().contains(file.toString()), dfdb::err);
  }

  @Test
  void aDatabaseMovesWithItsHistoryAndWhatIsNewFollows() {
    String moved = "rocksdb:" + folder.resolve("moved") + "#tenant";
    String told = run(0, "migrate", "--db", db, "--into", moved, "--json");
    assertTrue(told.startsWith("{\"t\":2,\"transactions\":3,"), told);
    run(0, "transact", "--db", db, "[{:person/name \"Cyd\"}]");
    assertTrue(run(0, "migrate", "--db", db, "--into", moved).contains("t 3: 1 transaction,"));
    assertEquals(List.of("Ada", "Bob", "Cyd"), names(moved));
    assertEquals(
        List.of("Ada"),
        run(0, "query", "--db", moved, "--as-of", "1", "--format", "csv", NAMES)
            .lines()
            .skip(1)
            .toList());
    run(3, "migrate", "--db", "rocksdb:" + folder.resolve("none"), "--into", moved);
  }

  @Test
  void aBackupGoesThroughAPipe() {
    run(0, "backup", "--db", db, "-");
    byte[] backup = dfdb.bytes();
    assertTrue(dfdb.err().contains("full: 3 transactions, "), dfdb::err);
    dfdb.input(backup);
    assertTrue(run(0, "backups", "--verify", "-").startsWith("all is well: "), dfdb::out);
    String piped = "rocksdb:" + folder.resolve("piped");
    run(0, "restore", "--db", piped, "-");
    assertEquals(List.of("Ada", "Bob"), names(piped));
    String earlier = "rocksdb:" + folder.resolve("earlier");
    run(0, "restore", "--db", earlier, "--to", "1", "-");
    assertEquals(List.of("Ada"), names(earlier));
    run(2, "backups", "-");
    run(2, "restore", "--db", piped, "--backup", "1", "-");
    run(2, "backup", "--db", db, "--keep", "1", "-");

    backup[backup.length / 2] ^= 1;
    dfdb.input(backup);
    run(1, "backups", "--verify", "-");
    assertTrue(dfdb.err().contains("damaged"), dfdb::err);
  }

  @Test
  void aBucketIsNamedByItsAddress() {
    run(2, "backups", "s3:backups/people");
    assertTrue(dfdb.err().contains("s3://bucket/prefix"), dfdb::err);
    run(2, "backups", "gs://backups/people");
    assertTrue(dfdb.err().contains("known=[file, s3]"), dfdb::err);
    run(2, "backups", "s3://backups/people?endpoint=nowhere");
    assertTrue(dfdb.err().contains("the endpoint has a scheme and a host"), dfdb::err);
  }

  @Test
  void backupsWithADamagedManifestAreDiscardedWhereThatIsAskedFor() throws IOException {
    run(0, "backup", "--db", db, backups);
    run(0, "transact", "--db", db, "[{:person/name \"Cyd\"}]");
    run(0, "backup", "--db", db, "--full", backups);
    Path manifest = Path.of(backups, "manifest-00000001");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(manifest, bytes);
    run(1, "backups", "--verify", backups);

    String proof = run(0, "backups", "--discard-damaged", "--verify", backups);

    assertTrue(dfdb.err().contains("discarded manifest-00000001"), dfdb::err);
    assertTrue(proof.startsWith("backup 2: to t 3 of "), proof);
    assertTrue(proof.contains("all is well: "), proof);
  }

  @Test
  void aBackupIsToldOfThoughOlderOnesCantBeRemoved() throws IOException {
    run(0, "backup", "--db", db, backups);
    run(0, "transact", "--db", db, "[{:person/name \"Bo\"}]");
    run(0, "backup", "--db", db, backups);
    Files.writeString(Path.of(backups, "manifest-00000009"), "damaged");
    run(0, "transact", "--db", db, "[{:person/name \"Cyd\"}]");
    String told = run(1, "backup", "--db", db, "--keep", "2", backups);
    assertTrue(told.startsWith("backup 10: to t 4 of "), told);
    assertTrue(dfdb.err().contains("damaged"), dfdb::err);
  }
}
