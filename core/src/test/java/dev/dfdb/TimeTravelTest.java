package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** As-of, since, history, filters and speculation, and their combinations. */
class TimeTravelTest {

  private final TestDatabase database = new TestDatabase();
  private final List<Datom> log = new ArrayList<>();

  private TxReport transact(Object form) {
    TxReport report = database.connection.transact(List.of(form));
    log.addAll(report.txData());
    return report;
  }

  private static Set<Datom> all(Db db, Index index) {
    try (Stream<Datom> datoms = db.datoms(index)) {
      List<Datom> list =
          datoms.filter(datom -> datom.e() >= 1 << 14 && datom.e() < 1L << 42).toList();
      Set<Datom> set = new HashSet<>(list);
      assertEquals(list.size(), set.size(), "no datom comes twice");
      return set;
    }
  }

  /** What was live after transaction t, by definition, of what the log holds. */
  private Set<Datom> live(long tx) {
    Set<Datom> live = new HashSet<>();
    for (Datom datom : log) {
      if (datom.tx() <= tx) {
        live.removeIf(
            old -> old.e() == datom.e() && old.a() == datom.a() && old.v().equals(datom.v()));
        if (datom.added()) {
          live.add(datom);
        }
      }
    }
    return live;
  }

  private static Set<Datom> where(Set<Datom> datoms, Predicate<Datom> predicate) {
    Set<Datom> some = new HashSet<>(datoms);
    some.removeIf(predicate.negate());
    return some;
  }

  @Test
  void everyPointInTimeIsWhatTheLogSaysInEveryIndex() {
    for (int course = 0; course < 8; course++) {
      TestDatabase fresh = new TestDatabase();
      new Course(fresh, new Random(course)).run();
    }
  }

  private static final class Course {
    private final TestDatabase database;
    private final Random random;
    private final TimeTravelTest test = new TimeTravelTest();
    private final List<Long> entities = new ArrayList<>();
    private final List<Db> kept = new ArrayList<>();

    Course(TestDatabase database, Random random) {
      this.database = database;
      this.random = random;
    }

    void run() {
      database.declare(
          ":one long", ":many long many", ":text string", ":ref ref", ":refs ref many");
      long first = database.connection.db().basisT() + 1;
      for (int step = 0; step < 40; step++) {
        transact();
        if (step == 20) {
          database.transact("[[:db/add :one :db/cardinality :db.cardinality/many]]");
        }
        kept.add(database.connection.db());
      }
      Db db = database.connection.db();
      for (Db then : kept) {
        check(then, then.basisT());
        check(db.asOf(then.basisT()), then.basisT());
      }
      for (int i = 0; i < 20; i++) {
        long since = first + random.nextInt(40);
        long asOf = first + random.nextInt(40);
        long after = tx(since);
        Set<Datom> live = test.live(tx(asOf));
        Db window = db.asOf(asOf).since(since);
        for (Index index : Index.values()) {
          assertEquals(where(shown(live, index), datom -> datom.tx() > after), all(window, index));
          Set<Datom> happened = new HashSet<>(test.log);
          happened.removeIf(datom -> datom.tx() <= after || datom.tx() > tx(asOf));
          assertEquals(shown(happened, index), all(window.history(), index));
        }
      }
    }

    private long tx(long t) {
      return (1L << 42) + t;
    }

    private void check(Db db, long t) {
      Set<Datom> live = test.live(tx(t));
      for (Index index : Index.values()) {
        Set<Datom> expected = shown(live, index);
        assertEquals(expected, all(db, index), () -> index + " at " + t);
        checkOrder(db, index);
      }
      for (Datom datom : live) {
        try (Stream<Datom> one = db.datoms(Index.EAVT, datom.e(), datom.a(), datom.v())) {
          assertEquals(List.of(datom), one.toList());
        }
        try (Stream<Datom> some = db.datoms(Index.AVET, datom.a(), datom.v())) {
          Set<Datom> same = where(live, d -> d.a() == datom.a() && d.v().equals(datom.v()));
          assertEquals(same, new HashSet<>(some.toList()));
        }
      }
    }

    /** Forwards, backwards, and from the middle on in both directions, it is the same list. */
    private void checkOrder(Db db, Index index) {
      List<Datom> forward;
      try (Stream<Datom> datoms = db.datoms(index)) {
        forward = datoms.toList();
      }
      List<Datom> back;
      try (Stream<Datom> datoms = db.rseekDatoms(index)) {
        back = new ArrayList<>(datoms.toList());
      }
      java.util.Collections.reverse(back);
      assertEquals(forward, back, () -> index + " backwards");
      if (!forward.isEmpty()) {
        int at = random.nextInt(forward.size());
        Datom middle = forward.get(at);
        Object[] parts = switch (index) {
          case EAVT -> new Object[] {middle.e(), middle.a(), middle.v()};
          case AEVT -> new Object[] {middle.a(), middle.e(), middle.v()};
          case AVET -> new Object[] {middle.a(), middle.v(), middle.e()};
          case VAET -> new Object[] {middle.v(), middle.a(), middle.e()};
        };
        try (Stream<Datom> datoms = db.seekDatoms(index, parts)) {
          assertEquals(forward.subList(at, forward.size()), datoms.toList());
        }
        try (Stream<Datom> datoms = db.rseekDatoms(index, parts)) {
          assertEquals(back.subList(0, at + 1).size(), datoms.toList().size());
        }
      }
    }

    private Set<Datom> shown(Set<Datom> datoms, Index index) {
      Db db = database.connection.db();
      Set<Long> refs = new HashSet<>(
          List.of((Long) db.q("[:find ?a . :where [?a :db/ident :ref]]").value(), (Long)
              db.q("[:find ?a . :where [?a :db/ident :refs]]").value()));
      return where(datoms, datom -> index != Index.VAET || refs.contains(datom.a()));
    }

    private void transact() {
      test.database.connection = database.connection;
      List<Object> forms = new ArrayList<>();
      int n = 1 + random.nextInt(4);
      for (int i = 0; i < n; i++) {
        forms.add(form(i));
      }
      TxReport report;
      try {
        report = database.connection.transact(forms);
      } catch (dev.dfdb.error.TransactionException contradiction) {
        report = database.connection.transact(List.of(forms.get(0)));
      }
      report.txData().stream().filter(d -> d.e() < 1L << 42).forEach(test.log::add);
      entities.addAll(report.tempids().values());
    }

    private Object form(int i) {
      Object e = entities.isEmpty() || random.nextInt(4) == 0 ? "new" + i : any();
      long v = random.nextInt(4);
      Object other = entities.isEmpty() ? "new" + i : any();
      if (e instanceof Long && random.nextInt(3) == 0) {
        return switch (random.nextInt(4)) {
          case 0 -> List.of(":db/retract", e, ":one");
          case 1 -> List.of(":db/retract", e, ":many", v);
          case 2 -> List.of(":db/retractEntity", e);
          default -> List.of(":db/retract", e, ":refs");
        };
      }
      return switch (random.nextInt(5)) {
        case 0 -> List.of(":db/add", e, ":one", v);
        case 1 -> List.of(":db/add", e, ":many", v);
        case 2 -> List.of(":db/add", e, ":text", "long ".repeat(100 * random.nextInt(2)) + v);
        case 3 -> List.of(":db/add", e, ":ref", e instanceof String ? e : other);
        default -> List.of(":db/add", e, ":refs", e instanceof String ? e : other);
      };
    }

    private Long any() {
      return entities.get(random.nextInt(entities.size()));
    }
  }

  @Test
  void asOfTakesATransactionANumberOrAnInstant() {
    long e = transact(java.util.Map.of(":db/id", "e", ":n", 1)).id("e");
    TxReport first = transact(List.of(":db/add", e, ":n", 2));
    TxReport second = transact(List.of(":db/add", e, ":n", 3));
    Instant instant = (Instant) second.txData().get(0).v();
    Db db = database.connection.db();
    assertEquals(2L, n(db.asOf(first.t())));
    assertEquals(2L, n(db.asOf(first.tx())));
    assertEquals(3L, n(db.asOf(instant)));
    assertEquals(3L, n(db.asOf(java.util.Date.from(instant.plusSeconds(1)))));
    assertEquals(0, db.asOf(Instant.EPOCH).q("[:find ?n :where [_ :n ?n]]").size());
    assertEquals(first.t(), db.asOf(first.tx()).asOfT().orElseThrow());
    assertEquals(second.t(), db.asOf(first.t()).basisT(), "the basis stays");
    assertThrows(IllegalArgumentException.class, () -> db.asOf("yesterday"));
    assertThrows(IllegalArgumentException.class, () -> db.asOf(-1));
  }

  private static @Nullable Object n(Db db) {
    return db.q("[:find ?n . :where [_ :n ?n]]").value();
  }

  @Test
  void asOfIsInclusiveAndSinceExclusiveTogetherAWindow() {
    database.declare(":tag string many");
    long e = transact(java.util.Map.of(":db/id", "e", ":tag", List.of("a"))).id("e");
    long t = transact(List.of(":db/add", e, ":tag", "b")).t();
    transact(List.of(":db/add", e, ":tag", "c"));
    transact(List.of(":db/retract", e, ":tag", "b"));
    Db db = database.connection.db();
    assertEquals(Set.of("a", "b"), tags(db.asOf(t)));
    assertEquals(Set.of("c"), tags(db.since(t)));
    assertEquals(Set.of("c"), tags(db.since(t - 1)), "b is live no more");
    assertEquals(Set.of("b"), tags(db.asOf(t).since(t - 1)));
    assertEquals(Set.of("b"), tags(db.since(t - 1).asOf(t)));
  }

  private static Set<Object> tags(Db db) {
    return Set.copyOf(db.q("[:find [?tag ...] :where [_ :tag ?tag]]").values());
  }

  @Test
  void underSinceLookupRefsAreResolvedOnTheUnfilteredDatabase() {
    database.declare(":name string identity");
    transact(java.util.Map.of(":name", "Ada"));
    long t = transact(List.of(":db/add", List.of(":name", "Ada"), ":n", 1)).t() - 1;
    Db since = database.connection.db().since(t);
    assertEquals(1L, since.q("[:find ?n . :where [[:name \"Ada\"] :n ?n]]").value());
    assertEquals(0, since.q("[:find ?e :where [?e :name]]").size());
  }

  @Test
  void aHistoryQueryTellsAssertionsFromRetractions() {
    long e = transact(java.util.Map.of(":db/id", "e", ":n", 1)).id("e");
    transact(List.of(":db/add", e, ":n", 2));
    transact(List.of(":db/retract", e, ":n", 2));
    Set<List<Object>> rows = new HashSet<>();
    database
        .connection
        .db()
        .history()
        .q("[:find ?n ?t ?added :where [_ :n ?n ?tx ?added] [(- ?tx 4398046511104) ?t]]")
        .forEach(row -> rows.add(List.copyOf(row)));
    assertEquals(
        Set.of(
            List.of(1L, 1L, true),
            List.of(1L, 2L, false),
            List.of(2L, 2L, true),
            List.of(2L, 3L, false)),
        rows);
  }

  @Test
  void aFilterHidesWhatItDoesNotLetThroughFromEverything() {
    transact(java.util.Map.of(":n", 1, ":secret", 2));
    Db db = database.connection.db();
    Keyword secret = Keyword.of(":secret");
    String ident = "[:find ?i . :in $ ?a :where [?a :db/ident ?i]]";
    Db filtered =
        db.filter((whole, datom) -> !secret.equals(whole.q(ident, datom.a()).value()));
    assertEquals(0, filtered.q("[:find ?v :where [_ :secret ?v]]").size());
    assertEquals(1, filtered.q("[:find ?v :where [_ :n ?v]]").size());
    assertEquals(1, db.q("[:find ?v :where [_ :secret ?v]]").size());
  }

  @Test
  void aHistoryTakesNoTransaction() {
    transact(java.util.Map.of(":n", 1));
    Db history = database.connection.db().history();

    TransactionException refused =
        assertThrows(TransactionException.class, () -> history.with("[{:n 2}]"));
    assertTrue(refused.getMessage().contains("as of some time"), refused.getMessage());
  }

  @Test
  void withFindsWhatSinceOrAFilterHides() {
    database.declare(":code long value");
    long e = transact(java.util.Map.of(":db/id", "e", ":code", 1, ":n", 7)).id("e");
    Db db = database.connection.db();
    Db later = db.since(db.basisT());
    Db filtered = db.filter((whole, datom) -> datom.e() != e);

    assertThrows(TransactionException.class, () -> later.with("[{:code 1}]"));
    assertThrows(TransactionException.class, () -> filtered.with("[{:code 1}]"));
    Db changed = later.with(List.of(List.of(":db/add", e, ":n", 8))).dbAfter();
    assertEquals(Set.of(8L), values(changed));
  }

  @Test
  void withStoresNothingAndCanBeBuiltUpon() {
    long e = transact(java.util.Map.of(":db/id", "e", ":n", 1)).id("e");
    Db db = database.connection.db();
    TxReport what = db.with("[{:n 5}]");
    TxReport then = what.dbAfter().with(List.of(List.of(":db/add", e, ":n", 2)));
    assertEquals(Set.of(1L, 5L), values(what.dbAfter()));
    assertEquals(Set.of(2L, 5L), values(then.dbAfter()));
    assertEquals(db.basisT() + 2, then.dbAfter().basisT());
    assertEquals(Set.of(1L, 5L), values(then.dbAfter().asOf(what.t())));
    assertEquals(Set.of(1L), values(then.dbAfter().asOf(db.basisT())));
    assertEquals(Set.of(2L), values(then.dbAfter().since(what.t())));
    assertEquals(
        4,
        then.dbAfter().history().q("[:find ?n ?tx ?o :where [_ :n ?n ?tx ?o]]").size());
    transact(List.of(":db/add", e, ":n", 9));
    assertEquals(Set.of(2L, 5L), values(then.dbAfter()), "whatever is stored meanwhile");
    assertEquals(Set.of(9L), values(database.connection.db()));
  }

  private static Set<Object> values(Db db) {
    return Set.copyOf(db.q("[:find [?n ...] :where [_ :n ?n]]").values());
  }

  @Test
  void theReportHasTheDatabaseBeforeAndAfter() {
    TxReport report = transact(java.util.Map.of(":n", 1));
    transact(java.util.Map.of(":n", 2));
    assertEquals(Set.of(), values(report.dbBefore()));
    assertEquals(Set.of(1L), values(report.dbAfter()));
  }

  @Test
  void anyNumberCanBeTheValueOfADatomSoughtFor() {
    database.declare(":n long");
    for (long n = -2; n <= 2; n++) {
      long e = transact(java.util.Map.of(":db/id", "e", ":n", n)).id("e");
      try (Stream<Datom> datoms = database.connection.db().datoms(Index.AVET, ":n", n)) {
        assertEquals(List.of(e), datoms.map(Datom::e).toList());
      }
    }
  }

  @Test
  void anIndexRangeIsClosedOpenAndExactForLongValues() {
    String beginning = "x".repeat(400);
    for (String text : List.of("a", "b", beginning + "1", beginning + "2", beginning + "3", "y")) {
      transact(java.util.Map.of(":text", text));
    }
    Db db = database.connection.db();
    assertEquals(List.of("b"), texts(db.indexRange(":text", "b", "c")));
    assertEquals(
        Set.of(beginning + "2", beginning + "3"),
        Set.copyOf(texts(db.indexRange(":text", beginning + "2", "y"))));
    assertEquals(List.of("a", "b"), texts(db.indexRange(":text", null, beginning)));
    assertEquals(List.of(), texts(db.indexRange(":unknown", null, null)));
  }

  private static List<Object> texts(Stream<Datom> datoms) {
    try (datoms) {
      return datoms.map(Datom::v).sorted(Comparator.comparing(Object::toString)).toList();
    }
  }

  @Test
  void theSchemaHasAHistoryToo() {
    database.declare(":n long");
    long t = database.connection.db().basisT();
    database.transact("[[:db/add :n :db/doc \"first\"]]");
    database.transact("[[:db/add :n :db/doc \"second\"]]");
    Db db = database.connection.db();
    String doc = "[:find ?d . :where [?a :db/ident :n] [?a :db/doc ?d]]";
    assertEquals("second", db.q(doc).value());
    assertEquals("first", db.asOf(t + 1).q(doc).value());
  }

  @Test
  void aHistoryKeepsItsOrderWhenWhatWasLiveIsRetracted() {
    database.declare(":many long many");
    long e =
        transact(java.util.Map.of(":db/id", "e", ":many", List.of(3, 1, 2))).id("e");
    transact(List.of(":db/retract", e, ":many", 2));
    transact(List.of(":db/add", e, ":many", 2));
    Db then = database.connection.db();
    List<Datom> before = list(then.history().datoms(Index.EAVT, e));
    assertEquals(List.of(1L, 2L, 2L, 2L, 3L), before.stream().map(Datom::v).toList());
    assertEquals(
        List.of(true, true, false, true, true),
        before.stream().map(Datom::added).toList());
    transact(List.of(":db/retract", e, ":many", 1));
    transact(List.of(":db/retract", e, ":many", 3));
    assertEquals(before, list(then.history().datoms(Index.EAVT, e)));
    assertEquals(
        before, list(database.connection.db().asOf(then.basisT()).history().datoms(Index.EAVT, e)));
    List<Datom> back = list(then.history().rseekDatoms(Index.EAVT, e)).subList(0, before.size());
    for (int i = 0; i < back.size(); i++) {
      assertEquals(before.get(before.size() - 1 - i), back.get(i));
    }
  }

  private static List<Datom> list(Stream<Datom> datoms) {
    try (datoms) {
      return datoms.toList();
    }
  }

  @Test
  void asOfTakesTheFirstAndTheLastInstantThereIs() {
    transact(java.util.Map.of(":n", 1));
    Db db = database.connection.db();
    assertEquals(1L, n(db.asOf(Instant.MAX)));
    assertEquals(null, n(db.asOf(Instant.MIN)));
  }

  @Test
  void whatOnceHadValuesStaysAReferenceOrNone() {
    database.declare(":text string", ":ref ref");
    long e = transact(java.util.Map.of(":db/id", "e", ":text", "x")).id("e");
    transact(List.of(":db/add", e, ":ref", e));
    transact(List.of(":db/retractEntity", e));
    for (String form : List.of(
        "[[:db/add :text :db/valueType :db.type/ref]]",
        "[[:db/add :ref :db/valueType :db.type/string]]",
        "[[:db/retract :ref :db/valueType]]")) {
      assertThrows(dev.dfdb.error.TransactionException.class, () -> database.transact(form), form);
    }
  }

  @Test
  void aComponentThatCanBeNoEntityIsRefused() {
    Db db = database.connection.db();
    assertThrows(IllegalArgumentException.class, () -> db.datoms(Index.EAVT, "x"));
    assertThrows(IllegalArgumentException.class, () -> db.datoms(Index.VAET, 1.5));
  }
}
