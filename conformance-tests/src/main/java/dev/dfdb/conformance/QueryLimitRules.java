package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Cancellation;
import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Query;
import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryLimitException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Queries that would take more than they may. Each ends with its own error, leaves no cursor open,
 * and the database goes on.
 */
interface QueryLimitRules extends DatabaseRules {

  /** So many entities, each of which refers to the next. */
  int LENGTH = 3_000;

  String PRODUCT = "[:find ?a ?b ?c :where [?a :x/n] [?b :x/n] [?c :x/n]]";
  String FILTERED = "[:find (count ?a) . :with ?b :where [?a :x/n ?n] [?b :x/n ?m] [(< ?n ?m)]]";
  String CLOSURE = "[:find ?a ?b :in $ % :where (path ?a ?b)]";
  String PATH = """
      [[(path ?a ?b) [?a :x/next ?b]]
       [(path ?a ?b) [?a :x/next ?x] (path ?x ?b)]]
      """;

  @Test
  default void aProductThatWouldTakeGigabytesEndsAtItsLimitOfMemory() {
    onAChain(db -> assertEndsAtLimitOfMemory(db, PRODUCT));
  }

  @Test
  default void aGroupedProductEndsAtItsLimitOfMemory() {
    onAChain(db -> assertEndsAtLimitOfMemory(db, FILTERED));
  }

  @Test
  default void aRuleEndsAtItsLimitOfMemory() {
    onAChain(db -> assertEndsAtLimitOfMemory(db, CLOSURE, PATH));
  }

  private static void assertEndsAtLimitOfMemory(Db db, String query, Object... inputs) {
    Query limited = Query.of(query).maxMemoryBytes(64 << 20);
    for (int i = 0; i < 2; i++) {
      QueryLimitException error =
          assertThrows(QueryLimitException.class, () -> db.q(limited, inputs));
      assertEquals("max-memory-bytes", error.limit());
      assertEquals(64 << 20, error.maximum());
    }
  }

  @Test
  default void queriesEndInTime() {
    onAChain(db -> {
      Duration brief = Duration.ofMillis(20);
      assertEquals(
          "timeout-ms",
          assertThrows(QueryLimitException.class, () -> db.q(Query.of(PRODUCT).timeout(brief)))
              .limit());
      assertEquals(
          "timeout-ms",
          assertThrows(
                  QueryLimitException.class, () -> db.q(Query.of(CLOSURE).timeout(brief), PATH))
              .limit());
    });
  }

  @Test
  default void queriesEndWhenTheyAreCancelled() {
    onAChain(db -> {
      Cancellation cancellation = new Cancellation();
      Query query = Query.of(PRODUCT).cancelledBy(cancellation);
      cancellation.cancel();
      assertThrows(QueryCancelledException.class, () -> db.q(query));
    });
  }

  private void onAChain(Consumer<Db> queries) {
    Bench bench = new Bench(anotherFixture());
    try (DatabaseBench database = new DatabaseBench(bench)) {
      Connection connection = database.connection();
      connection.transact("[{:db/ident :x/next :db/valueType :db.type/ref}]");
      connection.transact(LongStream.range(0, LENGTH)
          .mapToObj(n -> Map.of(":db/id", "e" + n, ":x/n", n, ":x/next", "e" + (n + 1) % LENGTH))
          .toList());
      queries.accept(database.db());
      connection.transact(List.of(Map.of(":x/n", LENGTH)));
      assertEquals(
          LENGTH + 1L, database.db().q("[:find (count ?e) . :where [?e :x/n]]").value());
    } finally {
      bench.finish();
      forgetLeaks();
    }
  }
}
