package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.TransactionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same database on every backend: transactions, queries, reopening and crashes, with the same
 * answers everywhere. A backend passes {@link StorageConformance} first; then a subclass of this
 * with the same fixture.
 *
 * <p>The system property {@code dfdb.database.courses} says how many random courses are run,
 * {@code dfdb.database.seed} which one is the first.
 */
public abstract class DatabaseConformance
    implements HistoryRules,
        FaultRules,
        HeldRules,
        TupleRules,
        ForgettingRules,
        RetentionRules,
        ConstraintRules,
        DimensionRules,
        TimeRules,
        SchemaRules,
        FollowingRules,
        QueryRules,
        QueryExampleRules,
        QueryLimitRules {

  private static final int COURSES = Integer.getInteger("dfdb.database.courses", 15);
  private static final int STEPS = 30;

  private @Nullable Bench bench;
  private @Nullable DatabaseBench database;

  /** For subclasses. */
  protected DatabaseConformance() {}

  /** Makes a fixture whose store is empty and shared with no other fixture. */
  protected abstract StorageFixture fixture();

  @BeforeEach
  final void openDatabase() {
    bench = new Bench(fixture());
    database = new DatabaseBench(bench);
  }

  @AfterEach
  final void finish() {
    closeDatabase();
  }

  private void closeDatabase() {
    if (database != null) {
      database.close();
      database = null;
    }
    if (bench != null) {
      Bench ended = bench;
      bench = null;
      ended.finish();
    }
  }

  @Override
  public final StorageFixture anotherFixture() {
    return fixture();
  }

  @Override
  public final void forgetLeaks() {
    if (bench != null) {
      bench.takeLeaks();
    }
  }

  private DatabaseBench database() {
    if (database == null) {
      throw new IllegalStateException("only inside a test");
    }
    return database;
  }

  private Connection connection() {
    return database().connection();
  }

  @Test
  void randomTransactionsAgreeWithTheDefinition() {
    long first = Long.getLong("dfdb.database.seed", System.nanoTime());
    for (long seed = first; seed < first + COURSES; seed++) {
      closeDatabase();
      openDatabase();
      try {
        new DatabaseCourse(seed, database()).run(STEPS);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "repeat with -Ddfdb.database.courses=1 -Ddfdb.database.seed=" + seed, failure);
      }
    }
  }

  @Test
  void everyTypeOfValueComesBackAsItWentIn() {
    List<Object> values = new ArrayList<>(List.of(
        true,
        false,
        0L,
        1L,
        -1L,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        9007199254740993L,
        BigInteger.ONE.shiftLeft(500),
        BigInteger.ONE.shiftLeft(500).negate(),
        BigInteger.ZERO,
        0.0f,
        Float.MIN_VALUE,
        Float.NEGATIVE_INFINITY,
        0.1d,
        1.0d,
        Double.MAX_VALUE,
        Double.NaN,
        BigDecimal.ZERO,
        new BigDecimal("1.00"),
        new BigDecimal("-1E+1000000"),
        "",
        "a\u0000b",
        "\uD83D\uDE00",
        "x".repeat(70_000)));
    values.addAll(List.of(
        Keyword.of(":a"),
        Keyword.of(":a/b"),
        Symbol.of("a/b"),
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        new UUID(0, 0),
        new UUID(-1, -1),
        URI.create("https://example.org/?q=1"),
        List.of(),
        List.of(1L, "two", List.of(3.0)),
        Map.of("k", List.of(1L)),
        Set.of(1L, "b")));
    Map<Object, Long> entities = new HashMap<>();
    for (Object value : values) {
      Object form = Map.of(":db/id", "e", ":v", value);
      entities.put(value, connection().transact(List.of(form)).id("e"));
    }
    byte[] bytes = {0, -1, 127, -128};
    long withBytes =
        connection().transact(List.of(Map.of(":db/id", "e", ":v", bytes))).id("e");
    if (database().isPersistent()) {
      database().reopen();
    }
    Db db = database().db();
    entities.forEach((value, e) -> {
      assertEquals(value, db.q("[:find ?v . :in $ ?e :where [?e :v ?v]]", e).value());
      assertEquals(
          Set.of(e),
          Set.copyOf(db.q("[:find [?e ...] :in $ ?v :where [?e :v ?v]]", value).values()));
    });
    assertArrayEquals(bytes, (byte[])
        db.q("[:find ?v . :in $ ?e :where [?e :v ?v]]", withBytes).value());
    assertEquals(
        withBytes, db.q("[:find ?e . :in $ ?v :where [?e :v ?v]]", bytes).value());
  }

  @Test
  void aStringOfAMegabyteIsStoredWholeAndFound() {
    String text = "a".repeat(1 << 20);
    long e = connection()
        .transact(List.of(Map.of(":db/id", "e", ":text", text + "x")))
        .id("e");
    connection().transact(List.of(Map.of(":text", text + "y")));
    Db db = database().db();
    assertEquals(
        text + "x", db.q("[:find ?t . :in $ ?e :where [?e :text ?t]]", e).value());
    assertEquals(
        List.of(e),
        db.q("[:find [?e ...] :in $ ?t :where [?e :text ?t]]", text + "x").values());
    assertTrue(db.q("[:find ?e :in $ ?t :where [?e :text ?t]]", text).isEmpty());
  }

  @Test
  void tenThousandElementsAreOneTransaction() {
    connection().transact(FactModel.SCHEMA);
    List<Object> forms = new ArrayList<>();
    for (long id = 0; id < 10_000; id++) {
      forms.add(Map.of(FactModel.ID, id, FactModel.ONE, id % 10));
    }
    assertEquals(20_002, connection().transact(forms).txData().size());
    assertEquals(
        1000L, database().db().q("[:find (count ?e) . :where [?e :k/one 3]]").value());
  }

  @Test
  void aTransactionTooLargeForTheStorageIsRefusedWhole() {
    closeDatabase();
    bench = new Bench(fixture());
    Map<String, Object> small = Map.of("max-value-bytes", 1 << 20, "max-batch-bytes", 2 << 20);
    try {
      bench.reopen(small);
    } catch (dev.dfdb.error.MisconfiguredException e) {
      bench.reopen();
      Assumptions.abort("the backend's limits can't be lowered: " + e.getMessage());
    }
    database = new DatabaseBench(bench);
    Map<String, Object> longValue = Map.of(":a", 1, ":text", "x".repeat(1 << 20));
    assertThrows(LimitExceededException.class, () -> connection().transact(List.of(longValue)));
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      many.add(Map.of(":n", i));
    }
    LimitExceededException refusal =
        assertThrows(LimitExceededException.class, () -> connection().transact(many));
    assertEquals("max-batch-bytes", refusal.limit());
    assertEquals(0, database().db().basisT());
    assertEquals(1, connection().transact(many.subList(0, 1_000)).t());
  }

  @Test
  void idsAndTransactionNumbersGoOnAfterACrash() {
    TxReport before = connection().transact("[{:db/id \"a\" :n 1}]");
    if (!database().isPersistent()) {
      return;
    }
    database().crash();
    TxReport after = connection().transact("[{:db/id \"b\" :n 2}]");
    assertEquals(before.t() + 1, after.t());
    assertEquals(before.id("a") + 1, after.id("b"));
    assertEquals(2, database().db().q("[:find ?e :where [?e :n]]").size());
  }

  @Test
  void aDatabaseIsAValue() {
    long e = connection().transact("[{:db/id \"e\" :n 0}]").id("e");
    Db then = database().db();
    for (int i = 1; i <= 50; i++) {
      connection().transact(List.of(List.of(":db/add", e, ":n", i)));
    }
    assertEquals(0L, then.q("[:find ?n . :where [_ :n ?n]]").value());
    assertEquals(50L, database().db().q("[:find ?n . :where [_ :n ?n]]").value());
  }

  @Test
  void concurrentWritersLoseNoUpdate() throws Exception {
    long threads = 8;
    int times = 25;
    long e = connection().transact("[{:db/id \"e\" :n 0}]").id("e");
    ExecutorService executor = Executors.newFixedThreadPool((int) threads);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        writers.add(executor.submit(() -> increment(connection(), e, times)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      executor.shutdownNow();
    }
    Db db = database().db();
    assertEquals(threads * times, db.q("[:find ?n . :where [_ :n ?n]]").value());
    assertEquals(1 + threads * times, db.basisT(), "t has no gap");
  }

  private static void increment(Connection connection, long e, int times) {
    for (int done = 0; done < times; ) {
      long n = (Long) Objects.requireNonNull(
          connection.db().q("[:find ?n . :where [_ :n ?n]]").value());
      try {
        connection.transact(List.of(List.of(":db/cas", e, ":n", n, n + 1)));
        done++;
      } catch (TransactionException faster) {
        assertEquals(":db/cas found another value", faster.summary());
      }
    }
  }

  @Test
  void aClosedConnectionSaysSo() {
    Connection closed = connection();
    Db db = closed.db();
    closed.close();
    assertThrows(StorageClosedException.class, closed::db);
    assertThrows(StorageClosedException.class, () -> closed.transact("[{:n 1}]"));
    assertThrows(StorageClosedException.class, () -> db.q("[:find ?e :where [?e :n]]"));
  }

  @Test
  void queriesAnswerAlikeOnEveryBackend() {
    connection().transact("""
        [{:db/ident :p/name :db/valueType :db.type/string :db/cardinality :db.cardinality/one
          :db/unique :db.unique/identity}
         {:db/ident :p/parent :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}]
        """);
    connection().transact("""
        [{:db/id "a" :p/name "Anna" :p/age 80}
         {:db/id "b" :p/name "Bert" :p/age 52 :p/parent ["a"]}
         {:db/id "c" :p/name "Cleo" :p/age 50 :p/parent ["a"]}
         {:db/id "d" :p/name "Dora" :p/age 20 :p/parent ["b"]}
         {:db/id "e" :p/name "Emil" :p/age 20 :p/parent ["c" "d"]}]
        """);
    Db db = database().db();
    String rules = """
        [[(ancestor ?x ?y) [?x :p/parent ?y]]
         [(ancestor ?x ?y) [?x :p/parent ?z] (ancestor ?z ?y)]]
        """;
    assertEquals(
        Set.of("Anna", "Bert", "Cleo", "Dora"),
        Set.copyOf(db.q(
                "[:find [?n ...] :in $ % ?who :where (ancestor ?who ?a) [?a :p/name ?n]]",
                rules, List.of(Keyword.of(":p/name"), "Emil"))
            .values()));
    assertEquals(
        Set.of("Emil"),
        Set.copyOf(db.q("[:find [?n ...] :where [?p :p/name ?n] (not [_ :p/parent ?p])]")
            .values()));
    assertEquals(
        Set.of(List.of(20L, 2L), List.of(50L, 1L), List.of(52L, 1L), List.of(80L, 1L)),
        Set.copyOf(db.q("[:find ?age (count ?p) :where [?p :p/age ?age]]").rows()));
    assertEquals(Set.of("Anna", "Emil"), Set.copyOf(db.q("""
            [:find [?n ...]
             :where [?p :p/name ?n] [?p :p/age ?age]
                    (or-join [?p ?age] [(> ?age 60)] (and [?p :p/parent ?q] [?q :p/name "Dora"]))]
            """).values()));
  }
}
