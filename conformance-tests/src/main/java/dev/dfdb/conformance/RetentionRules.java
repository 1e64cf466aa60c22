package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** History that is kept for so many versions or so long, and trimmed when the database compacts. */
interface RetentionRules extends DatabaseRules {

  @Test
  default void theLastVersionsAreKeptAndTheRestIsNowhere() {
    onDatabase(database -> {
      database.transact("""
          [{:db/ident :r/one :db/historyRetention {:versions 2}}
           {:db/ident :r/all :db/historyRetention :all}
           {:db/ident :r/none}]
          """);
      long e = database.transact("[{:db/id \"e\" :r/one 0 :r/all 0 :r/none 0}]").id("e");
      long first = database.db().basisT();
      for (int i = 1; i <= 4; i++) {
        String value = i % 2 == 0 ? "\"" + "x".repeat(400) + i + "\"" : "" + i;
        database.transact(
            "[{:db/id " + e + " :r/one " + value + " :r/all " + i + " :r/none " + i + "}]");
      }
      Db before = database.db();
      database.connection().compact();
      assertEquals(
          List.of(), Views.values(before.asOf(first), e, ":r/one"), "of a database taken before");
      database.holds(db -> {
        assertEquals("x".repeat(400) + 4, Views.value(db, e, ":r/one"));
        assertEquals(3L, Views.value(db.asOf(first + 3), e, ":r/one"));
        assertEquals(List.of(), Views.values(db.asOf(first + 2), e, ":r/one"));
        assertEquals(2L, Views.value(db.asOf(first + 2), e, ":r/all"));
        assertEquals(0L, Views.value(db.asOf(first), e, ":r/none"));
        assertEquals(3, Views.datoms(db.history(), Index.EAVT, e, ":r/one").size());
        assertEquals(9, Views.datoms(db.history(), Index.AEVT, ":r/all", e).size());
      });
      database.connection().compact();
      database.transact("[[:db/add :r/one :db/historyRetention {:versions 1}]]");
      database.connection().compact();
      database.holds(db ->
          assertEquals(1, Views.datoms(db.history(), Index.EAVT, e, ":r/one").size()));
    });
  }

  @Test
  default void aDurationEndsNow() {
    onDatabase(database -> {
      database.transact("""
          [{:db/ident :r/gone :db/historyRetention {:duration "PT0S"}}
           {:db/ident :r/kept :db/historyRetention {:duration 1000000000}}]
          """);
      long e = database.transact("[{:db/id \"e\" :r/gone 0 :r/kept 0}]").id("e");
      long t = database.db().basisT();
      database.transact("[{:db/id " + e + " :r/gone 1 :r/kept 1}]");
      database.connection().compact();
      database.holds(db -> {
        assertEquals(1L, Views.value(db, e, ":r/gone"));
        assertEquals(List.of(), Views.values(db.asOf(t), e, ":r/gone"));
        assertEquals(0L, Views.value(db.asOf(t), e, ":r/kept"));
      });
    });
  }

  @Test
  default void onlyARetentionThatCanBeIsTaken() {
    onDatabase(database -> {
      for (String wrong : List.of(
          "5",
          ":some",
          "{}",
          "{:versions 0}",
          "{:versions \"5\"}",
          "{:versions 5 :duration 5}",
          "{:duration \"long\"}",
          "{:duration -1}",
          "{:years 5}")) {
        database.refused("[{:db/ident :r/a :db/historyRetention " + wrong + "}]");
      }
      database.refused("[{:db/id \"e\" :db/historyRetention :all}]");
      database.refused("[[:db/add :db/doc :db/historyRetention :all]]");
      database.transact("[{:db/ident :r/a :db/historyRetention :all}]");
    });
  }

  @Test
  default void whatIsTrimmedIsGoneFromEveryIndexAndTheLogAlike() {
    for (long seed = 1; seed <= 2; seed++) {
      Random random = new Random(seed);
      onDatabase(database -> {
        declare(database.connection());
        long[] entities = change(database.connection(), random, 40);
        checkTrimmed(database, entities);
        change(database.connection(), random, 20, entities);
        checkTrimmed(database, entities);
      });
    }
  }

  private static void declare(Connection connection) {
    connection.transact("""
        [{:db/ident :r/one :db/historyRetention {:versions 3}}
         {:db/ident :r/many :db/cardinality :db.cardinality/many :db/historyRetention {:versions 4}}
         {:db/ident :r/to :db/valueType :db.type/ref :db/historyRetention {:versions 1}}
         {:db/ident :r/last :db/historyRetention {:versions 1}}
         {:db/ident :r/id :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :r/free :db/cardinality :db.cardinality/many}]
        """);
  }

  private static long[] change(Connection connection, Random random, int times) {
    long[] entities = new long[4];
    for (int i = 0; i < entities.length; i++) {
      entities[i] =
          connection.transact(List.of(Map.of(":db/id", "e", ":r/free", i))).id("e");
    }
    change(connection, random, times, entities);
    return entities;
  }

  private static void change(Connection connection, Random random, int times, long[] entities) {
    for (int i = 0; i < times; i++) {
      List<Object> forms = new ArrayList<>();
      for (long e : entities) {
        long value = random.nextInt(4);
        long other = entities[random.nextInt(entities.length)];
        switch (random.nextInt(8)) {
          case 0 -> forms.add(List.of(":db/add", e, ":r/one", value));
          case 1 -> forms.add(List.of(":db/add", e, ":r/one", "long ".repeat(100) + value));
          case 2 -> forms.add(List.of(":db/retract", e, ":r/one"));
          case 3 -> forms.add(List.of(":db/add", e, ":r/many", value));
          case 4 -> forms.add(List.of(":db/retract", e, ":r/many", value));
          case 5 -> forms.add(List.of(":db/add", e, ":r/to", other));
          case 6 -> forms.add(List.of(":db/add", e, ":r/free", value));
          default -> forms.add(List.of(":db/retract", e, ":r/free", value));
        }
      }
      connection.transact(forms);
    }
  }

  /** Compacts, and compares history, log and every view of a time that is kept with before. */
  private static void checkTrimmed(DatabaseBench database, long[] entities) {
    Db before = database.db();
    Set<Datom> history = Views.all(before.history());
    Set<Datom> gone = new HashSet<>();
    Map<String, Integer> versions = Map.of(":r/one", 3, ":r/many", 4, ":r/to", 1);
    List<View> kept = new ArrayList<>();
    versions.forEach((attribute, count) -> {
      for (long e : entities) {
        List<Datom> events = Views.datoms(before.history(), Index.EAVT, e, attribute);
        List<Long> changes = events.stream().map(Datom::tx).distinct().sorted().toList();
        if (changes.size() >= count) {
          long cut = changes.get(changes.size() - count);
          gone.addAll(superseded(events, cut));
          for (long tx = cut; tx <= changes.get(changes.size() - 1); tx++) {
            kept.add(new View(e, attribute, tx, Views.values(before.asOf(tx), e, attribute)));
          }
        }
      }
    });
    Set<Datom> live = Views.all(before);
    List<LoggedTransaction> log = Views.log(database.connection(), null, null);

    database.connection().compact();

    history.removeAll(gone);
    assertEquals(log.size(), Views.log(database.connection(), null, null).size());
    database.holds(db -> {
      assertEquals(live, Views.all(db));
      assertEquals(history, Views.all(db.history()));
      Set<Datom> logged = new HashSet<>();
      Views.log(database.connection(), null, null).forEach(t -> logged.addAll(t.datoms()));
      logged.removeIf(datom -> datom.e() < 1 << 14);
      assertEquals(history, logged, "log and history say the same");
      for (Index index : List.of(Index.AEVT, Index.AVET, Index.VAET)) {
        for (Datom datom : gone) {
          assertFalse(Views.datoms(db.history(), index).contains(datom), index.name());
        }
      }
      for (View view : kept) {
        assertEquals(view.values(), Views.values(db.asOf(view.tx()), view.e(), view.attribute()));
      }
    });
  }

  /** What an entity had for an attribute at a time. */
  record View(long e, String attribute, long tx, List<Object> values) {}

  /** The assertions that were retracted by a transaction, with their retractions. */
  private static Set<Datom> superseded(List<Datom> events, long cut) {
    Set<Datom> found = new HashSet<>();
    for (Datom retraction : events) {
      if (!retraction.added() && retraction.tx() <= cut) {
        found.add(retraction);
        events.stream()
            .filter(other ->
                other.added() && other.tx() < retraction.tx() && other.v().equals(retraction.v()))
            .reduce((first, second) -> first.tx() > second.tx() ? first : second)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  @Test
  default void aTrimmingThatIsCutShortGoesOnWithTheNext() {
    int writes = 0;
    while (isCutShort(writes)) {
      writes++;
    }
    assertTrue(writes >= 2, "much is trimmed in several writes");
  }

  /** More than is trimmed in one write. */
  private static void changeMany(Connection connection) {
    for (int i = 0; i < 8; i++) {
      List<Object> forms = new ArrayList<>();
      for (int e = 0; e < 200; e++) {
        forms.add(Map.of(":r/id", "e" + e, ":r/last", i));
      }
      connection.transact(forms);
    }
  }

  /** Whether the trimming still came to the write that was to fail. */
  private boolean isCutShort(int write) {
    Bench bench = new Bench(anotherFixture());
    DatabaseBench database = new DatabaseBench(bench);
    declare(database.connection());
    change(database.connection(), new Random(7), 25);
    changeMany(database.connection());
    Set<Datom> live = Views.all(database.db());
    database.connection().close();
    Storage faulty = new FaultyStorage(bench.storage(), write, Fault.UNAVAILABLE, true);
    boolean failed = false;
    Connection dying = Dfdb.createDb(Map.of("storage", faulty));
    try {
      dying.compact();
    } catch (StorageException dead) {
      failed = true;
    }
    dying.close();
    bench.reopenIfPersistent();
    try (Connection connection = Dfdb.createDb(Map.of("storage", bench.storage()))) {
      assertEquals(live, Views.all(connection.db()));
      assertEquals(logged(connection), Views.all(connection.db().history()));
      connection.compact();
      Set<Datom> history = Views.all(connection.db().history());
      connection.compact();
      assertEquals(history, Views.all(connection.db().history()), "nothing is left to trim");
      assertEquals(logged(connection), history);
      assertEquals(live, Views.all(connection.db()));
    }
    bench.finish();
    forgetLeaks();
    return failed;
  }

  private static Set<Datom> logged(Connection connection) {
    Set<Datom> logged = new HashSet<>();
    Views.log(connection, null, null).forEach(t -> logged.addAll(t.datoms()));
    logged.removeIf(datom -> datom.e() < 1 << 14);
    return logged;
  }

  @Test
  default void transactionsComeInBetween() {
    onDatabase(database -> {
      declare(database.connection());
      long[] entities = change(database.connection(), new Random(3), 10);
      for (int i = 0; i < 3; i++) {
        long t = database.db().basisT();
        database.connection().compact();
        assertEquals(t, database.db().basisT(), "to compact is no transaction");
        database.transact("[[:db/add " + entities[0] + " :r/one " + (100 + i) + "]]");
        assertEquals(t + 1, database.db().basisT());
      }
    });
  }
}
