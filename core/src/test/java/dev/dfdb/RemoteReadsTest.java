package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.SortedMapStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two connections read of a storage that is far away, and what they know already. */
class RemoteReadsTest {

  private static final int PEOPLE = 50;

  private final SortedMapStorage storage = new SortedMapStorage(true);
  private final Connection one = connect(Map.of("query-cache", 0));
  private final Connection other = connect(Map.of());

  private Connection connect(Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("storage", storage);
    return Dfdb.createDb(config);
  }

  @BeforeEach
  void fill() {
    one.transact("[{:db/ident :id :db/unique :db.unique/identity}]");
    StringBuilder people = new StringBuilder("[");
    for (int i = 0; i < PEOPLE; i++) {
      people
          .append("{:id ")
          .append(i)
          .append(" :name \"n")
          .append(i)
          .append("\" :age ")
          .append(i)
          .append("}");
    }
    one.transact(people.append("]").toString());
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private static long misses(Connection connection) {
    return Objects.requireNonNull(connection.statistics().get("page-cache-misses"));
  }

  private static String shown(Db db) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT)) {
      return db.pull("[*]", List.of(":id", 7)) + " " + datoms.toList();
    }
  }

  @Test
  void whatWasReadIsNotReadAgain() {
    String first = shown(one.db());
    long misses = misses(one);
    assertTrue(misses > 0);
    assertEquals(first, shown(one.db()));
    assertEquals(misses, misses(one));
    assertTrue(one.statistics().getOrDefault("page-cache-bytes", 0L) > 0);
  }

  @Test
  void whatAnotherCommitsIsSeenAndTheRestStaysKnown() {
    Db before = one.db();
    String shown = shown(before);
    other.transact("[{:id 7 :name \"new\"}]");
    Db after = one.db();
    assertEquals("new", name(after, 7));
    long misses = misses(one);
    assertEquals("n9", name(after, 9));
    assertTrue(misses(one) - misses <= 2, () -> (misses(one) - misses) + " misses");
    assertEquals(shown, shown(before));
  }

  @Test
  void theHistoryIsReadAnewAfterAChange() {
    Object entity = List.of(":id", 7);
    for (int i = 0; i < 5; i++) {
      one.transact("[{:id 7 :age " + (100 + i) + "}]");
      assertEquals(
          i + 2L,
          one.db()
              .history()
              .q("[:find (count ?tx) . :where [?e :id 7] [?e :age _ ?tx]]")
              .value());
      assertEquals((long) i + 100, age(one.db().entity(entity)));
      assertEquals(7L, age(one.db().asOf(2).entity(entity)));
    }
  }

  private static @Nullable Object name(Db db, int id) {
    return Objects.requireNonNull(db.entity(List.of(":id", id))).get(":name");
  }

  private static Object age(@Nullable Entity entity) {
    return Objects.requireNonNull(Objects.requireNonNull(entity).get(":age"));
  }

  @Test
  void aChangedSchemaForgetsWhatWasRead() {
    String first = shown(one.db());
    one.transact("[{:db/ident :name :db/cardinality :db.cardinality/many}]");
    one.transact("[{:id 7 :name \"second\"}]");
    assertTrue(shown(one.db()).contains("second"));
    assertTrue(first.contains("n7"));
    assertEquals(
        2L, one.db().q("[:find (count ?n) . :where [?e :id 7] [?e :name ?n]]").value());
  }

  @Test
  void whatWasExcisedIsGone() {
    shown(one.db());
    other.excise(Excision.ofEntity(List.of(":id", 7)));
    assertFalse(shown(one.db()).contains("n7"));
  }

  @Test
  void aStorageInTheSameProcessNeedsNone() {
    try (Connection near = Dfdb.createDb(Map.of("storage", new SortedMapStorage()))) {
      near.transact("[{:n 1}]");
      near.db().q("[:find ?e :where [?e :n]]");
      assertEquals(0L, near.statistics().get("page-cache-misses"));
    }
  }
}
