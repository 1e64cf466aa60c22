package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.QueryLimitException;
import dev.dfdb.error.SyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Queries that are parsed once, and their limits. */
class PreparedQueryTest {

  private static final String PRODUCT =
      "[:find ?a ?b ?c :in [?a ...] [?b ...] [?c ...] :where [(< ?a ?b)] [(< ?b ?c)]]";

  private final TestDatabase db = new TestDatabase();

  private static List<Long> numbers(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void aQueryBelongsToNoDatabase() {
    Query query = Query.of("[:find ?n :where [_ :n ?n]]");
    TestDatabase other = new TestDatabase();
    db.transact("[{:n 1}]");
    other.transact("[{:n 2}]");
    for (int i = 0; i < 3; i++) {
      assertEquals(1L, db.connection.db().q(query).value());
      assertEquals(2L, other.connection.db().q(query).value());
    }
  }

  @Test
  void mistakesAreFoundWhenItIsParsed() {
    assertThrows(SyntaxException.class, () -> Query.of("[:find"));
    assertThrows(QueryException.class, () -> Query.of("[:find n :where [_ :n n]]"));
    assertThrows(
        IllegalArgumentException.class, () -> Query.of("[:find ?x :in ?x]").maxRows(0));
  }

  @Test
  void rulesMayDifferFromRunToRun() {
    db.transact("[{:n 1 :m 2}]");
    Query query = Query.of("[:find ?x :in $ % :where (r ?x)]");
    assertEquals(1L, db.connection.db().q(query, "[[(r ?x) [_ :n ?x]]]").value());
    assertEquals(2L, db.connection.db().q(query, "[[(r ?x) [_ :m ?x]]]").value());
  }

  @Test
  void memoryIsBoundedAndTheDatabaseGoesOn() {
    Query query = Query.of(PRODUCT).maxMemoryBytes(64 << 20);
    List<Long> many = numbers(5_000);
    for (int i = 0; i < 3; i++) {
      QueryLimitException error =
          assertThrows(QueryLimitException.class, () -> db.connection.q(query, many, many, many));
      assertEquals("max-memory-bytes", error.limit());
    }
    db.transact("[{:n 1}]");
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?n :where [_ :n ?n]]"));
  }

  @Test
  void whatIsPulledCountsToo() {
    db.connection.transact(
        LongStream.range(0, 1_000).mapToObj(n -> Map.of(":n", n, ":m", n)).toList());
    Query pulls = Query.of("[:find (pull ?e [*]) :where [?e :n]]");
    assertEquals(1_000, db.connection.db().q(pulls.maxMemoryBytes(64 << 20)).size());
    assertEquals(
        "max-memory-bytes",
        assertThrows(
                QueryLimitException.class,
                () -> db.connection.db().q(pulls.maxMemoryBytes(200_000)))
            .limit());
    Query entities = Query.of("[:find ?e :where [?e :n]]");
    assertEquals(1_000, db.connection.db().q(entities.maxMemoryBytes(200_000)).size());
  }

  @Test
  void timeAndRowsAreBounded() {
    List<Long> many = numbers(2_000);
    assertEquals(
        "timeout-ms",
        assertThrows(
                QueryLimitException.class,
                () -> db.connection.q(
                    Query.of(PRODUCT).timeout(Duration.ofMillis(20)), many, many, many))
            .limit());
    Query few = Query.of("[:find ?x :in [?x ...]]").maxRows(3);
    assertEquals(3, db.connection.q(few, numbers(3)).size());
    assertThrows(QueryLimitException.class, () -> db.connection.q(few, numbers(4)));
    assertEquals(
        2,
        db.connection
            .q(Query.of("[:find ?x :in [?x ...] :limit 2]").maxRows(3), numbers(4))
            .size());
  }

  @Test
  void theConfigurationHasLimitsForAll() {
    TestDatabase limited =
        new TestDatabase(Map.of("query-max-rows", 3, "query-timeout", "1h", "prepared-queries", 1));
    String query = "[:find ?x :in [?x ...]]";
    assertThrows(QueryLimitException.class, () -> limited.connection.q(query, numbers(4)));
    assertEquals(3, limited.connection.q(query, numbers(3)).size());
    assertEquals(4, limited.connection.q(Query.of(query).maxRows(4), numbers(4)).size());
    assertThrows(
        MisconfiguredException.class, () -> new TestDatabase(Map.of("query-max-rows", "many")));
  }

  @Test
  void anInterruptStopsAQueryButNoTransaction() {
    TransactionFunction next = (before, arguments) ->
        List.of(Map.of(":n", 1 + before.q("[:find ?n :where [_ :n ?n]]").size()));
    TestDatabase counting = new TestDatabase(Map.of("functions", Map.of("my/next", next)));
    Thread.currentThread().interrupt();
    try {
      counting.transact("[[:my/next]]");
      counting.transact("[[:my/next]]");
      assertThrows(
          QueryCancelledException.class,
          () -> counting.connection.db().q("[:find ?n :where [_ :n ?n]]"));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(Set.of(List.of(1L), List.of(2L)), counting.ask("[:find ?n :where [_ :n ?n]]"));
  }

  @Test
  void anotherThreadCancels() throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    db.connection.registerFunction("begun?", arguments -> {
      begun.countDown();
      try {
        cancelled.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return true;
    });
    Query query = Query.of("[:find (count ?a) . :in [?a ...] :where [(begun? ?a)]]")
        .cancelledBy(cancellation);
    CompletableFuture<QueryResult> answer =
        CompletableFuture.supplyAsync(() -> db.connection.q(query, numbers(100_000)));
    begun.await();
    cancellation.cancel();
    cancelled.countDown();
    CompletionException failure = assertThrows(CompletionException.class, answer::join);
    assertInstanceOf(QueryCancelledException.class, failure.getCause());
    assertThrows(QueryCancelledException.class, () -> db.connection.q(query, numbers(1)));
  }
}
