package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Connections that are cut while something is under way on them. */
class CutConnectionTest {

  private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

  private final String table = TestServer.newTable();
  private final Proxy proxy = new Proxy(TestServer.port());
  private final PostgresStorage storage = open();

  /** The driver spells out only the first COMMIT of a connection: not that of making the table. */
  private PostgresStorage open() {
    PostgresStorage.open(TestServer.config(table)).close();
    return PostgresStorage.open(
        TestServer.config(table, "connection-uri", TestServer.uri(proxy.port())));
  }

  @AfterEach
  void close() {
    storage.close();
    proxy.close();
    TestServer.drop(table);
  }

  @Test
  void aWriteThatNeverReachedTheServerIsUnknownAndNotThere() {
    proxy.cut(Proxy.Cut.BEFORE, table + "_write");
    assertThrows(OutcomeUnknownException.class, () -> storage.put(KEY, KEY));
    assertNull(storage.get(KEY));
  }

  @Test
  void aWriteWhoseAnswerIsLostIsUnknownAndThere() {
    proxy.cut(Proxy.Cut.AFTER, table + "_write");
    assertThrows(OutcomeUnknownException.class, () -> storage.put(KEY, KEY));
    assertArrayEquals(KEY, storage.get(KEY));
  }

  @Test
  void aWriteTheServerIsStillAtWorkOnIsOverWhenItsOutcomeIsUnknown() throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:"
            + TestServer.uri().replace("postgres@localhost", "localhost") + "?user=postgres");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(Statements.lock(new TableName("public", table)));
      proxy.cut(Proxy.Cut.DURING, table + "_write");
      assertThrows(OutcomeUnknownException.class, () -> storage.put(KEY, KEY));
      assertEquals(
          "0",
          TestServer.ask("SELECT count(*) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND state = 'active'"
              + " AND query LIKE '%" + table + "\\_write%'"));
      other.rollback();
    }
    storage.sync();
    assertNull(storage.get(KEY), "it did not happen after all");
  }

  @Test
  void aLongWriteCutBeforeItsCommitLeavesNothingForSure() {
    proxy.cut(Proxy.Cut.BEFORE, "COMMIT");
    OutcomeUnknownException unknown =
        assertThrows(OutcomeUnknownException.class, () -> storage.batchWrite(longBatch()));
    assertEquals("public." + table, String.valueOf(unknown.context().get("table")));
    assertNull(storage.get(KEY));
  }

  @Test
  void aCommitTheServerIsStillAtWorkOnIsOverWhenItsOutcomeIsUnknown() throws Exception {
    assertIsOver(() -> storage.batchWrite(longBatch()));
  }

  @Test
  void aCommitOfALoadTheServerIsStillAtWorkOnIsOverWhenItsOutcomeIsUnknown() throws Exception {
    assertIsOver(() -> storage.load(List.of(new Entry(KEY, KEY)).iterator()));
  }

  /** Cuts a write during its COMMIT, which waits for a lock. */
  private void assertIsOver(Executable write) throws Exception {
    TestServer.run("CREATE FUNCTION " + table + "_wait() RETURNS trigger LANGUAGE plpgsql AS"
        + " $$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended('" + table + "', 0));"
        + " RETURN NULL; END $$");
    TestServer.run("CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON " + table
        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + table + "_wait()");
    try (Connection other = DriverManager.getConnection(
            "jdbc:postgresql://localhost:" + TestServer.port() + "/postgres", "postgres", "");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('" + table + "', 0))");
      proxy.cut(Proxy.Cut.DURING, "COMMIT");
      assertThrows(OutcomeUnknownException.class, write);
      assertEquals(
          "0",
          TestServer.ask("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
              + " AND application_name = 'dfdb public." + table + "'"));
      other.rollback();
    }
    TestServer.run("DROP TRIGGER waits ON " + table + "; DROP FUNCTION " + table + "_wait()");
    storage.sync();
    assertNull(storage.get(KEY), "it did not happen after all");
  }

  @Test
  void aLongWriteWhoseCommitIsNotAnsweredIsThere() {
    proxy.cut(Proxy.Cut.AFTER, "COMMIT");
    assertThrows(OutcomeUnknownException.class, () -> storage.batchWrite(longBatch()));
    assertArrayEquals(KEY, storage.get(KEY));
  }

  @Test
  void aLongWriteCutOnItsWayIsNotAppliedAndMayBeTriedAgain() {
    proxy.cut(Proxy.Cut.BEFORE, table + "_write");
    assertThrows(TransientStorageException.class, () -> storage.batchWrite(longBatch()));
    assertNull(storage.get(KEY));
    storage.batchWrite(longBatch());
    assertArrayEquals(KEY, storage.get(KEY));
  }

  @Test
  void aReadIsDoneAgainOnAnotherConnection() {
    storage.put(KEY, KEY);
    proxy.cut(Proxy.Cut.BEFORE, "SELECT value");
    assertArrayEquals(KEY, storage.get(KEY));
    proxy.cut(Proxy.Cut.AFTER, "SELECT key");
    assertArrayEquals(KEY, storage.getAll(List.of(KEY)).get(0));
    proxy.cut(Proxy.Cut.AFTER, "READ ONLY");
    try (Snapshot snapshot = storage.snapshot()) {
      assertArrayEquals(KEY, snapshot.get(KEY));
    }
  }

  @Test
  void aStateIsLostWithItsConnection() {
    storage.put(KEY, KEY);
    try (Snapshot snapshot = storage.snapshot()) {
      proxy.cut(Proxy.Cut.BEFORE, "SELECT value");
      assertThrows(TransientStorageException.class, () -> snapshot.get(KEY));
      assertThrows(TransientStorageException.class, () -> snapshot.get(KEY), "for good");
    }
    try (Snapshot snapshot = storage.snapshot()) {
      assertArrayEquals(KEY, snapshot.get(KEY));
    }
  }

  @Test
  void aCursorFailsAndGoesOnFailingWhereItsConnectionIsCut() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < 2_000; i++) {
      batch.put(String.valueOf(i).getBytes(StandardCharsets.UTF_8), KEY);
    }
    storage.batchWrite(batch.build());
    try (Cursor cursor = storage.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      assertTrue(cursor.next());
      proxy.cut(Proxy.Cut.AFTER, "LIMIT 512");
      TransientStorageException lost = assertThrows(TransientStorageException.class, () -> {
        while (cursor.next()) {
          cursor.key();
        }
      });
      assertEquals(lost, assertThrows(TransientStorageException.class, cursor::next));
    }
    assertEquals(0L, storage.statistics().get("open-cursors"));
  }

  /** More than one statement can hold. */
  private static WriteBatch longBatch() {
    return WriteBatch.builder()
        .put(KEY, KEY)
        .put(new byte[] {1}, new byte[5 << 20])
        .put(new byte[] {2}, new byte[1 << 20])
        .build();
  }
}
