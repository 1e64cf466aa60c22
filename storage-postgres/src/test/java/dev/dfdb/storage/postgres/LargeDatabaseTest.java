package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The largest things a database is asked to hold, on a server. */
class LargeDatabaseTest {

  private static final int DATOMS = 100_000;
  private static final int LONG_TEXT = 1 << 20;

  private final String table = TestServer.newTable();

  @AfterEach
  void drop() {
    TestServer.drop(table);
  }

  /** One database, as what is large must not be in the way of the rest. */
  @Test
  void aLargeTransactionAndLargeValuesAreReadBackByAnother() {
    String text = randomText(LONG_TEXT);
    List<String> steps = new ArrayList<>(); // around what fits into a key, and beyond
    for (int length = 8; length <= 4_096; length *= 2) {
      for (int more = -1; more <= 1; more++) {
        steps.add(randomText(length + more));
      }
    }
    List<Object> many = new ArrayList<>();
    for (long i = 0; i < DATOMS - 1; i++) { // and one for the time of the transaction
      many.add(Map.of(":item/number", i));
    }
    try (Connection writer = open()) {
      writer.transact("""
          [{:db/ident :item/number :db/valueType :db.type/long}
           {:db/ident :item/text :db/valueType :db.type/string :db/index true}]
          """);
      writer.transact(List.of(Map.of(":item/text", text)));
      for (String step : steps) {
        writer.transact(List.of(Map.of(":item/text", step)));
      }
      assertEquals(DATOMS, writer.transact(many).txData().size());
    }
    try (Connection reader = open()) {
      assertEquals(
          (long) DATOMS - 1,
          reader.db().q("[:find (count ?e) . :where [?e :item/number]]").value());
      String find = "[:find (count ?e) . :in $ ?text :where [?e :item/text ?text]]";
      assertEquals(1L, reader.db().q(find, text).value());
      for (String step : steps) {
        assertEquals(1L, reader.db().q(find, step).value());
      }
    }
  }

  private Connection open() {
    return Dfdb.createDb(Map.of(
        "storage-config",
        Map.of("type", "postgres", "connection-uri", TestServer.uri(), "table", table)));
  }

  private static String randomText(int length) {
    return new Random(length)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void keysAtTheLimitAreHeldHoweverBadlyTheyCompress() {
    Random random = new Random(1);
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      byte[] longest = new byte[storage.capabilities().limits().maxKeyBytes()];
      for (int i = 0; i < 20; i++) {
        random.nextBytes(longest);
        storage.put(longest, longest);
        assertArrayEquals(longest, storage.get(longest));
      }
      int count = 0;
      try (Cursor cursor = storage.scan(KeyRange.all(), ScanOptions.FORWARD)) {
        while (cursor.next()) {
          assertArrayEquals(cursor.key(), cursor.value());
          count++;
        }
      }
      assertEquals(20, count);
      byte[] tooLong = new byte[longest.length + 1];
      assertThrows(LimitExceededException.class, () -> storage.put(tooLong, longest));
    }
  }
}
