package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryLimitException;
import dev.dfdb.internal.limit.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries end at their limits, whatever they are doing, and with the error for it. */
class QueryLimitsTest {

  private static final String PRODUCT = "[:find ?a ?b ?c :in [?a ...] [?b ...] [?c ...]]";
  private static final String CLOSURE = """
      [[(path ?a ?b) [?a ?b]]
       [(path ?a ?b) [?a ?x] (path ?x ?b)]]
      """;

  private final QueryEngine engine = new QueryEngine();

  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  private static List<Long> numbers(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static List<List<Long>> chain(long count) {
    return LongStream.range(0, count).mapToObj(i -> List.of(i, i + 1)).toList();
  }

  private Answer ask(Limits limits, String query, Object... inputs) {
    return engine.prepare(query).run(List.of(inputs), limits);
  }

  private static Limits memory(long mebibytes) {
    return new Limits(Limits.NONE, Limits.NONE, mebibytes << 20, () -> false);
  }

  private static Limits time(Duration time) {
    return new Limits(time.toNanos(), Limits.NONE, Limits.NONE, () -> false);
  }

  private static Limits cancelledAfter(int looks) {
    AtomicInteger left = new AtomicInteger(looks);
    return new Limits(Limits.NONE, Limits.NONE, Limits.NONE, () -> left.decrementAndGet() < 0);
  }

  private void assertOutOfMemory(String query, Object... inputs) {
    QueryLimitException error =
        assertThrows(QueryLimitException.class, () -> ask(memory(64), query, inputs));
    assertEquals("max-memory-bytes", error.limit());
    assertEquals(64 << 20, error.maximum());
  }

  @Test
  void aProductThatNeedsGigabytesEndsAtItsLimit() {
    List<Long> many = numbers(2_000);
    assertOutOfMemory(PRODUCT, many, many, many);
    assertEquals(
        1, ask(memory(64), "[:find (count ?a) . :in [?a ...]]", many).rows().size());
  }

  @Test
  void aProductUnderAPredicateEndsAtItsLimit() {
    List<Long> many = numbers(20_000);
    assertOutOfMemory("[:find ?a ?b :in [?a ...] [?b ...] :where [(= ?a ?b)]]", many, many);
  }

  @Test
  void rulesEndAtTheirLimit() {
    assertOutOfMemory("[:find ?a ?b :in $ % :where (path ?a ?b)]", chain(4_000), CLOSURE);
  }

  @Test
  void aggregatesEndAtTheirLimit() {
    List<Long> many = numbers(1_200_000);
    assertOutOfMemory("[:find (median ?a) . :in [?a ...]]", many);
    assertOutOfMemory("[:find (distinct ?s) . :in [?a ...] :where [(str ?a) ?s]]", many);
  }

  @Test
  void longTextsCountByTheirLength() {
    assertOutOfMemory(
        "[:find ?s :in [?s ...]]",
        LongStream.range(0, 200).mapToObj(i -> i + "x".repeat(1 << 20)).toList());
  }

  @Test
  void theGarbageOfManyRoundsIsNotHeldAgainstAQuery() {
    assertEquals(
        20_000,
        ask(memory(16), "[:find ?b :in $ % ?a :where (path ?a ?b)]", chain(20_000), CLOSURE, 0L)
            .rows()
            .size());
  }

  @Test
  void theGarbageOfManyClausesIsNotHeldAgainstAQuery() {
    StringBuilder query = new StringBuilder("[:find (count ?x0) . :in [?x0 ...] :where ");
    for (int i = 0; i < 200; i++) {
      query.append("[(inc ?x").append(i).append(") ?x").append(i + 1).append("]");
    }
    assertEquals(
        List.of(List.of(20_000L)),
        ask(memory(16), query.append("]").toString(), numbers(20_000)).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[:find ?a ?b ?c :in [?a ...] $ % :where [_ ?b] [_ ?c] [(< ?a ?b ?c)]]",
        "[:find (count ?a) :in [?a ...] $ % :where [_ ?b] [_ ?c] [(< ?a ?b ?c)]]",
        "[:find ?a ?b :in [?a ...] $ % :where (path ?a ?b) (path ?b ?c)]",
        "[:find (sum ?n) . :in [?a ...] $ % :where [_ ?b] [_ ?c] [(* ?a ?b ?c) ?n]]"
      })
  void everythingEndsInTimeOrWhenItIsCancelled(String query) {
    List<Long> some = numbers(3_000);
    List<List<Long>> pairs = chain(3_000);
    QueryLimitException error = assertThrows(
        QueryLimitException.class,
        () -> ask(time(Duration.ofMillis(20)), query, some, pairs, CLOSURE));
    assertEquals("timeout-ms", error.limit());
    assertThrows(
        QueryCancelledException.class, () -> ask(cancelledAfter(100), query, some, pairs, CLOSURE));
  }

  @Test
  void anInterruptedThreadStopsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(
        QueryCancelledException.class,
        () -> ask(Limits.UNLIMITED, PRODUCT, List.of(), List.of(), List.of()));
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void sortsForAggregatesLookWhetherToGoOn() {
    List<Long> backwards =
        LongStream.range(0, 100_000).map(i -> (i * 7_919) % 100_003).boxed().toList();
    int[] looks = {0};
    Limits counting = new Limits(Limits.NONE, Limits.NONE, Limits.NONE, () -> {
      looks[0]++;
      return false;
    });
    ask(counting, "[:find (count ?a) . :in [?a ...]]", backwards);
    int withoutSort = looks[0];
    ask(counting, "[:find (median ?a) . :in [?a ...]]", backwards);
    assertTrue(looks[0] > 3 * withoutSort);
  }

  @Test
  void anAnswerOfTooManyRowsIsAnError() {
    Limits ten = new Limits(Limits.NONE, 10, Limits.NONE, () -> false);
    QueryLimitException error = assertThrows(
        QueryLimitException.class, () -> ask(ten, "[:find ?a :in [?a ...]]", numbers(11)));
    assertEquals("max-rows", error.limit());
    assertEquals(10, ask(ten, "[:find ?a :in [?a ...]]", numbers(10)).rows().size());
    assertEquals(
        1, ask(ten, "[:find (count ?a) :in [?a ...]]", numbers(1_000)).rows().size());
    assertThrows(
        QueryLimitException.class,
        () -> ask(ten, "[:find ?a (count ?a) :in [?a ...]]", numbers(11)));
  }
}
