package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.DatabaseStats.AttributeStats;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers that a database keeps of itself are those of what is in it. */
class StatsTest {

  private static final Keyword AGE = Keyword.of("p", "age");

  private final TestDatabase db = new TestDatabase();

  @BeforeEach
  void begin() {
    db.declare(":p/name string", ":p/age long", ":p/tag string many");
  }

  private void check(Db checked) {
    Map<Keyword, Long> counted = new HashMap<>();
    long all = 0;
    try (Stream<Datom> datoms = checked.datoms(Index.EAVT)) {
      for (Datom datom : (Iterable<Datom>) datoms::iterator) {
        counted.merge(Objects.requireNonNull(checked.ident(datom.a())), 1L, Long::sum);
        all++;
      }
    }
    Map<Keyword, Long> kept = new HashMap<>();
    checked.stats().attributes().forEach((ident, stats) -> kept.put(ident, stats.count()));
    assertEquals(counted, kept);
    assertEquals(all, checked.stats().datoms());
    assertEquals(new DatomCounts(all, logged(checked.basisT())), checked.datomCounts());
  }

  private long logged(long t) {
    try (Stream<LoggedTransaction> log = db.connection.log().txRange(0L, t + 1)) {
      return log.mapToLong(transaction -> transaction.datoms().size()).sum();
    }
  }

  private void change(SplittableRandom random) {
    int e = 20_000 + random.nextInt(10);
    db.transact(
        switch (random.nextInt(4)) {
          case 0 -> "[[:db/add " + e + " :p/name \"n" + random.nextInt(3) + "\"]]";
          case 1 -> "[[:db/add " + e + " :p/age " + random.nextInt(3) + "]]";
          case 2 -> "[[:db/add " + e + " :p/tag \"t" + random.nextInt(3) + "\"]]";
          default -> "[[:db/retractEntity " + e + "]]";
        });
  }

  @Test
  void theyFollowEveryTransactionAndAReopening() {
    db.transact(entities());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 30; i++) {
      change(random);
      if (i % 3 == 0) {
        check(db.connection.db());
      }
      if (i % 10 == 9) {
        db.reopen();
        check(db.connection.db());
      }
    }
  }

  private static String entities() {
    StringBuilder forms = new StringBuilder("[");
    for (int i = 0; i < 5_000; i++) {
      forms.append("{:db/id \"").append(i).append("\" :p/age ").append(i % 7).append("}");
    }
    return forms.append(']').toString();
  }

  @Test
  void theyAreKnownAfterManyTransactionsAndAReopening() {
    for (int i = 0; i < 2_500; i++) {
      db.transact("[[:db/add \"e\" :p/age " + i + "]]");
    }
    check(db.connection.db());
    db.reopen();
    check(db.connection.db());
    assertEquals(
        new AttributeStats(2_500, 2_500),
        db.connection.db().stats().attributes().get(AGE));
  }

  @Test
  void theyAreThoseOfTheTimeThatIsShown() {
    db.transact("[{:db/id \"e\" :p/age 1}]");
    Db then = db.connection.db();
    db.transact("[{:db/id \"f\" :p/age 2}]");
    check(then);
    check(db.connection.db());
    check(db.connection.db().asOf(then.basisT()));
    check(db.connection.db().since(then.basisT()));
    check(db.connection.db().filter((all, datom) -> datom.e() % 2 == 0));
    check(db.connection.db().with("[{:db/id \"g\" :p/age 3}]").dbAfter());
  }

  @Test
  void theyFollowAnExcision() {
    TxReport report =
        db.transact("[{:db/id \"e\" :p/age 1 :p/tag [\"a\" \"b\"]}" + " {:db/id \"f\" :p/age 2}]");
    check(db.connection.db());
    db.connection.excise(Excision.ofEntity(report.id("e")));
    check(db.connection.db());
    db.reopen();
    check(db.connection.db());
    db.transact("[[:db/retract " + report.id("f") + " :p/age 2]]");
    check(db.connection.db());
    assertNull(db.connection.db().stats().attributes().get(AGE));
  }

  @Test
  void theyFollowWhatIsNotRememberedAnyMore() {
    db.transact("[{:db/ident :p/age :db/historyRetention {:versions 2}}]");
    long e = db.transact("[{:db/id \"e\" :p/age -1}]").id("e");
    for (int i = 0; i < 1_500; i++) {
      db.transact("[[:db/add \"f\" :p/name \"n\"] {:db/id " + e + " :p/age " + i + "}]");
    }
    check(db.connection.db());
    long before = db.connection.db().datomCounts().logged();
    db.connection.compact();
    check(db.connection.db());
    assertTrue(db.connection.db().datomCounts().logged() < before - 2_900);
    db.reopen();
    check(db.connection.db());
    for (int i = 0; i < 1_500; i++) {
      db.transact("[{:db/id " + e + " :p/age " + i + "}]");
    }
    db.reopen();
    check(db.connection.db());
  }

  @Test
  void differentValuesAreCounted() {
    db.transact(entities());
    AttributeStats ages = db.connection.db().stats().attributes().get(AGE);
    assertEquals(new AttributeStats(5_000, 7), ages);
  }

  @Test
  void differentValuesOfManyDatomsAreEstimated() {
    db.declare(":m/id long identity", ":m/few string", ":m/each long");
    List<Object> forms = new ArrayList<>();
    for (long i = 0; i < 30_000; i++) {
      forms.add(Map.of(":m/id", i, ":m/few", "v" + i % 9, ":m/each", i));
    }
    db.connection.transact(forms);
    for (int i = 0; i < 2; i++) {
      Map<Keyword, AttributeStats> stats = db.connection.db().stats().attributes();
      assertEquals(new AttributeStats(30_000, 30_000), stats.get(Keyword.of("m", "id")));
      assertEquals(new AttributeStats(30_000, 9), stats.get(Keyword.of("m", "few")));
      assertEquals(new AttributeStats(30_000, 30_000), stats.get(Keyword.of("m", "each")));
      db.reopen();
    }
  }

  @Test
  void whatQueriesKeepIsShown() {
    db.transact(entities());
    assertEquals(0, db.connection.db().stats().cachedBytes());
    for (int i = 0; i < 5; i++) {
      db.ask("[:find ?e ?a :where [?e :p/age ?a]]");
    }
    DatabaseStats stats = db.connection.db().stats();
    assertTrue(stats.cachedBytes() > 0);
    assertTrue(stats.cachedBytes() <= stats.maxCachedBytes());
    assertEquals(List.of(), List.copyOf(db.ask("[:find ?e :where [?e :p/age 99]]")));
  }
}
