package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.TransactionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Times that transactions give themselves, the log, and what would be. */
interface TimeRules extends DatabaseRules {

  Instant START = Instant.parse("1999-12-31T23:59:59.998Z");

  private static TxReport at(Connection connection, Instant instant, Object... forms) {
    return connection.transact(
        Map.of(":tx-data", List.of(forms), ":tx-meta", Map.of(":db/txInstant", instant)));
  }

  @Test
  default void aTransactionMayGiveItsTimeIfNoneIsPassed() {
    onDatabase(database -> {
      List<Object> update = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        // Two transactions in each millisecond.
        at(database.connection(), START.plusMillis(i / 2), Map.of(":db/ident", ":x", ":n", i));
        update.add((long) i);
      }
      database.reopenIfPersistent();
      for (Instant wrong : List.of(START.plusMillis(1), Instant.now().plusSeconds(86_400))) {
        assertThrows(
            TransactionException.class, () -> at(database.connection(), wrong, Map.of(":n", 9)));
      }
      database.holds(db -> {
        assertEquals(6, db.basisT());
        for (int i = 0; i < 6; i++) {
          Instant instant = START.plusMillis(i / 2);
          assertEquals(update.get(i), Views.value(db.asOf(i + 1), ":x", ":n"));
          assertEquals(update.get(i / 2 * 2 + 1), Views.value(db.asOf(instant), ":x", ":n"));
          assertEquals(instant, Views.value(db, (1L << 42) + i + 1, ":db/txInstant"));
        }
        assertEquals(List.of(), Views.values(db.asOf(START.minusMillis(1)), ":x", ":n"));
        assertEquals(List.of(5L), Views.values(db.since(START.plusMillis(1)), ":x", ":n"));
        assertEquals(
            List.of(3L, 4L),
            ts(Views.log(database.connection(), START.plusMillis(1), START.plusMillis(2))));
        assertEquals(
            LongStream.rangeClosed(3, 6).boxed().toList(),
            ts(Views.log(database.connection(), START.plusNanos(1), null)));
      });
      TxReport now = database.transact("[{:n 7}]");
      Instant last = (Instant) Views.value(now.dbAfter(), now.tx(), ":db/txInstant");
      assertFalse(last == null || last.isBefore(START.plusMillis(2)));
    });
  }

  private static List<Long> ts(List<LoggedTransaction> transactions) {
    return transactions.stream().map(LoggedTransaction::t).toList();
  }

  @Test
  default void theLogIsEveryReportAndStaysWhatItWasWhenItWasTaken() {
    onDatabase(database -> {
      List<TxReport> reports = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        reports.add(database.transact(
            "[{:db/ident :x :n " + i + " :text \"" + "y".repeat(i * 100) + "\"}]"));
      }
      dev.dfdb.Log log = database.connection().log();
      database.transact("[{:n 1}]");
      assertEquals(30, log.basisT());
      try (var all = log.txRange(1L, null)) {
        assertEquals(
            reports.stream().map(TxReport::txData).toList(),
            all.map(LoggedTransaction::datoms).toList());
      }
      database.holds(db -> {
        List<LoggedTransaction> some =
            Views.log(database.connection(), reports.get(9).tx(), 20L);
        assertEquals(LongStream.range(10, 20).boxed().toList(), ts(some));
        assertEquals(reports.get(9).txData(), some.get(0).datoms());
        assertEquals(
            Set.of(13L, 14L),
            Set.copyOf(db.q("""
                    [:find [?v ...] :in $ ?log ?from ?to
                     :where [(tx-ids ?log ?from ?to) [?tx ...]]
                            [(tx-data ?log ?tx) [[?e ?a ?v _ ?added]]]
                            [(= ?added true)]
                            [?a :db/ident :n]]
                    """, database.connection().log(), 14L, 16L).values()));
      });
    });
  }

  @Test
  default void whatWouldBeIsBuiltUponAndStoredNowhere() {
    onDatabase(database -> {
      TxReport first = database.transact(
          "[{:db/id \"e\" :n 1 :m 1} {:db/ident :tag :db/cardinality :db.cardinality/many}]");
      long e = first.id("e");
      database.transact("[[:db/add " + e + " :n 2]]");
      database.holds(db -> {
        long t = db.basisT();
        TxReport one = db.with("[[:db/add " + e + " :n 3] {:db/id \"f\" :m 2}]");
        TxReport two = one.dbAfter()
            .with("[[:db/retract " + e + " :m 1] [:db/add " + one.id("f") + " :tag \"a\"]]");
        Db then = two.dbAfter();
        assertEquals(List.of(t + 1, t + 2), List.of(one.t(), two.t()));
        assertEquals(3L, Views.value(then, e, ":n"));
        assertEquals(List.of(), Views.values(then, e, ":m"));
        assertEquals(1L, Views.value(then.asOf(one.t()), e, ":m"));
        assertEquals(2L, Views.value(then.asOf(t), e, ":n"));
        assertEquals(List.of("a"), Views.values(then.since(one.t()), one.id("f"), ":tag"));
        assertEquals(List.of(), Views.values(then.since(one.t()), one.id("f"), ":m"));
        assertEquals(List.of(2L), Views.values(then.since(t), one.id("f"), ":m"));
        assertEquals(
            List.of(true, false, true, false, true),
            Views.datoms(then.history(), Index.EAVT, e, ":n").stream()
                .map(Datom::added)
                .toList());
        assertThrows(TransactionException.class, () -> then.with("[[:db/cas " + e + " :n 2 4]]"));
        assertEquals(t, database.db().basisT());
        assertEquals(2L, Views.value(database.db(), e, ":n"));
        assertEquals(List.of(), Views.values(database.db(), one.id("f"), ":m"));
      });
      TxReport real = database.transact("[{:db/id \"f\" :m 3}]");
      assertEquals(e + 1, real.id("f"), "an id that was not stored is free");
    });
  }

  @Test
  default void ofThePastIsBuiltUponAsItWas() {
    onDatabase(database -> {
      TxReport first = database.transact("[{:db/id \"e\" :n 1}]");
      long e = first.id("e");
      database.transact("[[:db/add " + e + " :n 2] [:db/add " + e + " :m 2]]");
      database.holds(db -> {
        Db past = db.asOf(first.t());
        TxReport branch = past.with("[[:db/cas " + e + " :n 1 5]]");
        Db after = branch.dbAfter();
        assertEquals(db.basisT() + 1, branch.t());
        assertEquals(db.basisT() + 1, after.basisT());
        assertEquals(OptionalLong.of(first.t()), after.asOfT());
        assertEquals(5L, Views.value(after, e, ":n"));
        assertEquals(List.of(), Views.values(after, e, ":m"));
        assertEquals(1L, Views.value(after.asOf(first.t()), e, ":n"));
        assertEquals(1L, Views.value(branch.dbBefore(), e, ":n"));
        assertEquals(List.of(5L), Views.values(after.since(first.t()), e, ":n"));
        assertThrows(TransactionException.class, () -> past.with("[[:db/cas " + e + " :n 2 5]]"));
      });
    });
  }

  @Test
  default void aFilterHidesDatomsFromEveryReading() {
    onDatabase(database -> {
      database.transact("[{:db/ident :name :db/unique :db.unique/identity}]");
      TxReport good = database.transact("[{:name \"a\" :n 1} {:name \"b\" :n 2}]");
      TxReport bad =
          database.transact("{:tx-data [{:name \"a\" :n 9 :m 9}] :tx-meta {:audit/bad true}}");
      database.holds(db -> {
        Db trusted = db.filter(
            (whole, datom) -> Views.values(whole, datom.tx(), ":audit/bad").isEmpty());
        List<?> a = List.of(":name", "a");
        assertEquals(List.of(), Views.values(trusted, a, ":m"));
        assertEquals(List.of(), Views.values(trusted, a, ":n"), "the old value is superseded");
        assertEquals(List.of(9L), Views.values(db, a, ":n"));
        assertEquals(
            Set.of(2L),
            Set.copyOf(trusted.q("[:find [?n ...] :where [_ :n ?n]]").values()));
        assertEquals(
            Map.of("name", "a"),
            java.util.Objects.requireNonNull(trusted.pull("[(:name :as \"name\") :n]", a)));
        assertEquals(
            Set.of(good.tx()),
            Set.copyOf(
                trusted.history().q("[:find [?tx ...] :where [_ :n _ ?tx]]").values()));
        assertEquals(List.of(1L), Views.values(trusted.asOf(good.t()), a, ":n"));
        assertEquals(
            Set.of(good.tx(), bad.tx()),
            Set.copyOf(db.history().q("[:find [?tx ...] :where [_ :n _ ?tx]]").values()));
      });
    });
  }
}
