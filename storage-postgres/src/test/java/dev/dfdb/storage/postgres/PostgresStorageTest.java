package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is particular to tables of a server. */
class PostgresStorageTest {

  private final String table = TestServer.newTable();

  @AfterEach
  void drop() {
    TestServer.drop(table);
  }

  @Test
  void longValuesComeWithTheirKeysInBothDirections() {
    List<Entry> entries = new ArrayList<>(IntStream.range(0, 700)
        .mapToObj(i -> new Entry(key(i), new byte[i % 9 == 0 ? 20_000 + i : i % 50]))
        .toList());
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      assertEquals(700, storage.load(entries.iterator()));
      assertEquals(entries, scan(storage, ScanOptions.FORWARD));
      for (long limit : new long[] {0, 1, 7, 64, 65, 600}) {
        assertEquals(
            entries.subList(0, (int) limit), scan(storage, ScanOptions.FORWARD.withLimit(limit)));
      }
      Collections.reverse(entries);
      assertEquals(entries, scan(storage, ScanOptions.REVERSE));
    }
  }

  @Test
  void aScanThatEndsOnItsFirstPageHoldsNoConnection() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table, "pool-size", 2))) {
      storage.put(key(1), key(1));
      List<Cursor> open = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        open.add(storage.scan(KeyRange.all(), ScanOptions.FORWARD));
      }
      for (Cursor cursor : open) {
        assertTrue(cursor.next());
        assertArrayEquals(key(1), cursor.value());
        cursor.close();
      }
    }
  }

  @Test
  void aBatchLargerThanAStatementIsOneTransaction() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      storage.put(key(3), key(3));
      WriteBatch.Builder batch = WriteBatch.builder().requireAbsent(key(1)).delete(key(3));
      for (int i = 0; i < 12; i++) {
        batch.put(key(10 + i), new byte[1 << 20]);
      }
      WriteBatch written = batch.put(key(1), key(1)).build();
      storage.batchWrite(written);
      assertEquals(13, scan(storage, ScanOptions.FORWARD).size());
      assertThrows(dev.dfdb.error.ConflictException.class, () -> storage.batchWrite(written));
    }
  }

  @Test
  void aLoadFallsBetweenKeysOrOverThem() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      storage.load(
          IntStream.range(0, 100).mapToObj(i -> new Entry(key(i), key(i))).iterator());
      storage.load(
          IntStream.range(50, 150).mapToObj(i -> new Entry(key(i), key(0))).iterator());
      assertArrayEquals(key(49), storage.get(key(49)));
      assertArrayEquals(key(0), storage.get(key(50)));
      assertArrayEquals(key(0), storage.get(key(149)));
    }
  }

  @Test
  void severalDatabasesLiveInOneServer() {
    String other = TestServer.newTable();
    TestServer.run("DROP SCHEMA IF EXISTS \"Mixed_Case\" CASCADE");
    try (PostgresStorage one = PostgresStorage.open(TestServer.config(table));
        PostgresStorage two =
            PostgresStorage.open(TestServer.config(other, "schema", "Mixed_Case"))) {
      one.put(key(1), key(1));
      two.put(key(2), key(2));
      assertNull(one.get(key(2)));
      assertNull(two.get(key(1)));
      two.sync();
      two.compact();
      assertTrue(two.statistics().getOrDefault("table-bytes", 0L) > 0);
    } finally {
      TestServer.run("DROP SCHEMA \"Mixed_Case\" CASCADE");
    }
  }

  @Test
  void connectionsAreNamedAfterTheirTableUnlessTheUriNamesThem() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      storage.put(key(1), key(1));
      assertTrue(TestServer.connections(table) > 0);
    }
    String named = TestServer.uri() + "?application_name=shop";
    try (PostgresStorage storage =
        PostgresStorage.open(TestServer.config(table, "connection-uri", named))) {
      storage.put(key(1), key(1));
      assertEquals(
          "t",
          TestServer.ask(
              "SELECT count(*) > 0 FROM pg_stat_activity" + " WHERE application_name = 'shop'"));
    }
  }

  @Test
  void anIdentifierThatIsNoneIsMisconfigured() {
    for (String name : new String[] {"a\"b", "a;b", "1a", "x".repeat(51)}) {
      assertThrows(
          MisconfiguredException.class,
          () -> PostgresStorage.open(TestServer.config(name)).close());
      assertThrows(
          MisconfiguredException.class,
          () -> PostgresStorage.open(TestServer.config(table, "schema", name)).close());
    }
  }

  @Test
  void optionsThatContradictEachOtherAreMisconfigured() {
    for (Object[] options : new Object[][] {
      {"durability", "none"},
      {"socket-timeout", "10s", "statement-timeout", "10s"},
      {"socket-timeout", "10s", "statement-timeout", 0},
      {"max-value-bytes", "1MiB", "max-batch-bytes", "1MiB"},
    }) {
      assertThrows(
          MisconfiguredException.class,
          () -> PostgresStorage.open(TestServer.config(table, options)).close());
    }
  }

  @Test
  void aTimeoutThatServerOrDriverCannotCountIsMisconfiguredAndNamed() {
    for (Object[] options : new Object[][] {
      {"socket-timeout", Duration.ofDays(30)},
      {"statement-timeout", Duration.ofDays(30), "socket-timeout", 0},
      {"connect-timeout", Duration.ofDays(30)},
      {"pool-timeout", Duration.ofDays(30)},
    }) {
      MisconfiguredException refusal = assertThrows(
          MisconfiguredException.class,
          () -> PostgresStorage.open(TestServer.config(table, options)).close());
      assertEquals(options[0], refusal.context().get("option"));
    }
  }

  @Test
  void theLongestTimeoutsAreTaken() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(
        table,
        "socket-timeout",
        Duration.ofDays(24),
        "statement-timeout",
        Duration.ofDays(23),
        "connect-timeout",
        Duration.ofDays(24),
        "pool-timeout",
        Duration.ofDays(24)))) {
      storage.put(key(1), key(1));
    }
  }

  @Test
  void aRoleThatOwnsNothingButItsSchemaIsEnough() {
    TestServer.run("CREATE ROLE modest LOGIN; CREATE SCHEMA modest AUTHORIZATION modest");
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(
        table, "user", "modest", "connection-uri", uriWithoutUser(), "schema", "modest"))) {
      storage.put(key(1), key(1));
      storage.sync();
      storage.compact();
      storage.load(List.of(new Entry(key(2), key(2))).iterator());
      assertEquals(2, scan(storage, ScanOptions.FORWARD).size());
    } finally {
      TestServer.run("DROP SCHEMA modest CASCADE; DROP ROLE modest");
    }
  }

  @Test
  void theCallersDataSourceStaysTheCallers() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL("jdbc:" + uriWithoutUser() + "?user=postgres");
    PostgresStorage storage = PostgresStorage.open(source, Map.of("table", table));
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("[{:name \"Ada\"}]");
      assertEquals("Ada", connection.db().q("[:find ?n . :where [_ :name ?n]]").value());
    }
    storage.close();
    try (java.sql.Connection open = source.getConnection()) {
      assertTrue(open.isValid(0));
    }
    assertThrows(
        MisconfiguredException.class,
        () -> PostgresStorage.open(source, Map.of("pool-size", 3)).close());
  }

  private static String uriWithoutUser() {
    return "postgresql://localhost:" + TestServer.port() + "/postgres";
  }

  private static List<Entry> scan(PostgresStorage storage, ScanOptions options) {
    List<Entry> entries = new ArrayList<>();
    try (Cursor cursor = storage.scan(KeyRange.all(), options)) {
      while (cursor.next()) {
        entries.add(new Entry(cursor.key(), cursor.value()));
      }
    }
    return entries;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
