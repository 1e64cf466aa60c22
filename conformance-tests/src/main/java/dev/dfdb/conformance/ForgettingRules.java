package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.TxReport;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a database does not keep: history that is not wanted, and what is excised. */
interface ForgettingRules extends DatabaseRules {

  long FIRST_TRANSACTION = 1L << 42;
  long ALWAYS = Long.MAX_VALUE;

  @Test
  default void historyThatIsNotWantedIsInTheLogOnly() {
    onDatabase(database -> {
      database.transact("[{:db/ident :h/off :db/noHistory true} {:db/ident :h/on}]");
      TxReport first = database.transact("[{:db/id \"e\" :h/off 0 :h/on 0}]");
      long e = first.id("e");
      for (int i = 1; i <= 5; i++) {
        database.transact("[{:db/id " + e + " :h/off " + i + " :h/on " + i + "}]");
      }
      database.holds(db -> {
        Db past = db.asOf(first.t());
        assertEquals(List.of(), Views.values(past, e, ":h/off"));
        assertEquals(List.of(0L), Views.values(past, e, ":h/on"));
        assertEquals(1, Views.datoms(db.history(), Index.EAVT, e, ":h/off").size());
        assertEquals(11, Views.datoms(db.history(), Index.AEVT, ":h/on", e).size());
        long off = Views.entid(db, ":h/off");
        assertEquals(
            11,
            Views.log(database.connection(), null, null).stream()
                .flatMap(transaction -> transaction.datoms().stream())
                .filter(datom -> datom.a() == off)
                .count());
      });
      database.transact("[[:db/add :h/off :db/noHistory false]]");
      database.reopenIfPersistent();
      database.transact("[{:db/id " + e + " :h/off 6}]");
      database.transact("[[:db/add :h/off :db/noHistory true]]");
      database.transact("[[:db/retract " + e + " :h/off 6]]");
      database.holds(db -> {
        assertEquals(List.of(), Views.values(db, e, ":h/off"));
        assertEquals(List.of(5L), Views.values(db.asOf(first.t() + 6), e, ":h/off"));
        assertEquals(2, Views.datoms(db.history(), Index.EAVT, e, ":h/off").size());
      });
    });
  }

  @Test
  default void whatIsExcisedIsNowhereAndTheRestIsAsItWas() {
    onDatabase(database -> {
      long[] ids = secrets(database, 40);
      database.reopenIfPersistent();
      excise(database, Excision.ofEntity(ids[0]), datom -> datom.e() == ids[0], ALWAYS);
      assertFalse(isAnywhere(database.storage(), "secret-a"));
      assertTrue(isAnywhere(database.storage(), "secret-b"));
      long tag = Views.entid(database.db(), ":x/tag");
      long text = Views.entid(database.db(), ":x/text");
      Predicate<Datom> isTag = datom -> datom.e() == ids[1] && datom.a() == tag;
      excise(database, Excision.ofEntity(ids[1]).only(":x/tag").before(9), isTag, 9);
      excise(database, Excision.ofEntity(ids[1]).only(":x/tag"), isTag, ALWAYS);
      Predicate<Datom> isText = datom -> datom.a() == text;
      excise(database, Excision.ofAttribute(":x/text").before(20), isText, 20);
      assertTrue(isAnywhere(database.storage(), "secret-b"));
      excise(database, Excision.ofAttribute(":x/text"), isText, ALWAYS);
      database.storage().compact();
      assertFalse(isAnywhere(database.storage(), "secret-b"));
      assertThrows(
          TransactionException.class,
          () -> database.connection().excise(Excision.ofAttribute(":db/ident")));
      database.transact("[{:db/id " + ids[1] + " :x/text \"again\"}]");
      database.holds(db -> assertEquals("again", Views.value(db, ids[1], ":x/text")));
    });
  }

  /** Excises what is asserted of something before a t, and compares all there is with before. */
  private static void excise(
      DatabaseBench database, Excision excision, Predicate<Datom> covered, long t) {
    Db before = database.db();
    List<Datom> history = Views.datoms(before.history(), Index.EAVT);
    Set<Datom> gone = assertedBefore(t, history.stream().filter(covered).toList());
    assertFalse(gone.isEmpty());
    Set<Datom> left = new HashSet<>(history);
    left.removeAll(gone);
    List<LoggedTransaction> log = Views.log(database.connection(), null, null);

    TxReport report = database.connection().excise(excision);

    assertTrue(report.txData().stream().allMatch(datom -> datom.e() == report.tx()));
    assertEquals(left, new HashSet<>(Views.datoms(before.history(), Index.EAVT)), "as seen before");
    left.addAll(report.txData());
    database.holds(db -> {
      for (Index index : Index.values()) {
        Set<Datom> datoms = new HashSet<>(Views.datoms(db.history(), index));
        assertTrue(left.containsAll(datoms), index.name());
        assertTrue(index == Index.VAET || datoms.size() == left.size(), index.name());
      }
      List<LoggedTransaction> logNow = Views.log(database.connection(), null, null);
      assertEquals(log.size() + 1, logNow.size());
      for (int i = 0; i < log.size(); i++) {
        List<Datom> datoms = new ArrayList<>(log.get(i).datoms());
        datoms.removeAll(gone);
        assertEquals(datoms, logNow.get(i).datoms(), "of transaction " + i);
        assertEquals(log.get(i).instant(), logNow.get(i).instant());
      }
    });
  }

  /** What was asserted before a t, with its retractions, of events in the order of EAVT. */
  private static Set<Datom> assertedBefore(long t, List<Datom> events) {
    Set<Datom> all = new HashSet<>();
    boolean isBefore = false;
    for (Datom event : events) {
      isBefore = event.added() ? event.tx() - FIRST_TRANSACTION < t : isBefore;
      if (isBefore) {
        all.add(event);
      }
    }
    return all;
  }

  /** Two entities that change often. */
  private static long[] secrets(DatabaseBench database, int changes) {
    database.transact("""
        [{:db/ident :x/tag :db/cardinality :db.cardinality/many}
         {:db/ident :x/to :db/valueType :db.type/ref}
         {:db/ident :x/text}]
        """);
    TxReport made = database.transact("[{:db/id \"a\" :x/to \"b\"} {:db/id \"b\" :x/to \"a\"}]");
    long[] ids = {made.id("a"), made.id("b")};
    for (int i = 0; i < changes; i++) {
      String end = "x".repeat(i % 5 == 0 ? 500 : 0) + i;
      database
          .connection()
          .transact(List.of(
              Map.of(":db/id", ids[0], ":x/text", "secret-a" + end, ":x/tag", i % 7),
              Map.of(":db/id", ids[1], ":x/text", "secret-b" + end, ":x/tag", "secret-b" + i % 6)));
      if (i % 4 == 3) {
        database.connection().transact(List.of(List.of(":db/retract", ids[1], ":x/tag")));
      }
    }
    return ids;
  }

  /** Whether a text is in any key or value of a storage. */
  private static boolean isAnywhere(Storage storage, String text) {
    try (Stream<Entry> entries = storage.stream(KeyRange.all(), ScanOptions.FORWARD)) {
      return entries.anyMatch(entry -> holds(entry.key(), text) || holds(entry.value(), text));
    }
  }

  private static boolean holds(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Test
  default void anExcisionThatIsCutShortIsFinishedOrNeverBegan() {
    int writes = 0;
    while (isCutShort(writes)) {
      writes++;
    }
    assertTrue(writes >= 2, "an excision is recorded first, and then done");
  }

  /** Whether the excision still came to the write that was to fail. */
  private boolean isCutShort(int write) {
    Bench bench = new Bench(anotherFixture());
    DatabaseBench database = new DatabaseBench(bench);
    long[] ids = secrets(database, 12);
    long t = database.db().basisT();
    database.connection().close();
    Storage faulty = new FaultyStorage(bench.storage(), write, Fault.UNAVAILABLE, true);
    boolean failed = false;
    Connection dying = Dfdb.createDb(Map.of("storage", faulty));
    try {
      dying.excise(Excision.ofEntity(ids[0]));
    } catch (StorageException dead) {
      failed = true;
    }
    dying.close();
    bench.reopenIfPersistent();
    try (Connection connection = Dfdb.createDb(Map.of("storage", bench.storage()))) {
      boolean began = connection.db().basisT() > t;
      assertEquals(t + (began ? 1 : 0), connection.db().basisT());
      assertEquals(began, write > 0 || !failed);
      assertEquals(!began, isAnywhere(bench.storage(), "secret-a"), "at write " + write);
      assertEquals(
          began, Views.datoms(connection.db().history(), Index.EAVT, ids[0]).isEmpty());
      assertEquals(t + (began ? 2 : 1), connection.transact("[{:n 1}]").t());
    }
    bench.finish();
    forgetLeaks();
    return failed;
  }
}
