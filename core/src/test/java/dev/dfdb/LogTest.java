package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.QueryException;
import dev.dfdb.error.StorageClosedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log: every transaction, in order, between any two points in time. */
class LogTest {

  private final TestDatabase db = new TestDatabase();

  private static List<Long> ts(Log log, @Nullable Object start, @Nullable Object end) {
    try (Stream<LoggedTransaction> transactions = log.txRange(start, end)) {
      return transactions.map(LoggedTransaction::t).toList();
    }
  }

  private List<TxReport> transact(int count) {
    List<TxReport> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reports.add(db.transact("[{:n " + i + "}]"));
    }
    return reports;
  }

  private static Instant instant(TxReport report) {
    return (Instant) TestDatabase.value(report.dbAfter(), report.tx(), ":db/txInstant");
  }

  @Test
  void theLogHoldsWhatEveryReportSaid() {
    List<TxReport> reports = transact(20);
    try (Stream<LoggedTransaction> transactions = db.connection.log().txRange(1, null)) {
      Iterator<LoggedTransaction> logged = transactions.iterator();
      for (TxReport report : reports) {
        assertEquals(
            new LoggedTransaction(report.t(), report.tx(), instant(report), report.txData()),
            logged.next());
      }
      assertEquals(false, logged.hasNext());
    }
  }

  @Test
  void aRangeIsFromItsStartToBeforeItsEnd() {
    transact(6);
    Log log = db.connection.log();
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L), ts(log, null, null));
    assertEquals(List.of(2L, 3L), ts(log, 2, 4));
    assertEquals(List.of(0L, 1L), ts(log, null, 2));
    assertEquals(List.of(5L, 6L), ts(log, 5, null));
    assertEquals(List.of(5L, 6L), ts(log, 5, 1_000));
    assertEquals(List.of(), ts(log, 4, 4));
    assertEquals(List.of(), ts(log, 5, 2));
    assertEquals(List.of(), ts(log, 1_000, null));
  }

  @Test
  void aPointMayBeATransactionOrAnInstant() {
    List<TxReport> reports = transact(4);
    Instant second = instant(reports.get(1));
    List<Long> notBefore = reports.stream()
        .filter(report -> !instant(report).isBefore(second))
        .map(TxReport::t)
        .toList();
    List<Long> before = LongStream.range(0, notBefore.get(0)).boxed().toList();
    Log log = db.connection.log();
    assertEquals(List.of(2L, 3L), ts(log, reports.get(1).tx(), reports.get(3).tx()));
    assertEquals(notBefore, ts(log, second, null));
    assertEquals(notBefore, ts(log, second.minusNanos(1), null));
    assertEquals(before, ts(log, null, second));
    assertEquals(List.of(), ts(log, instant(reports.get(3)).plusNanos(1), null));
    assertThrows(IllegalArgumentException.class, () -> log.txRange("yesterday", null));
    assertThrows(IllegalArgumentException.class, () -> log.txRange(-1, null));
  }

  @Test
  void aLogEndsWithWhatWasTheLastTransactionWhenItWasAskedFor() {
    transact(2);
    Log log = db.connection.log();
    transact(2);
    assertEquals(2, log.basisT());
    assertEquals(List.of(0L, 1L, 2L), ts(log, null, null));
    assertEquals(List.of(), ts(log, 3, null));
    assertEquals(4, db.connection.log().basisT());
  }

  @Test
  void aTransactionOfManyChunksIsOneTransaction() {
    String text = "x".repeat(40_000);
    TxReport report = db.transact("[{:a \"" + text + "1\"} {:a \"" + text + "2\"} {:a 3}]");
    db.transact("[{:a 4}]");
    try (Stream<LoggedTransaction> transactions = db.connection.log().txRange(1, 2)) {
      assertEquals(
          List.of(report.txData()), transactions.map(LoggedTransaction::datoms).toList());
    }
  }

  @Test
  void aStreamReadsOneTransactionAtATimeAndEndsWithItsConnection() {
    transact(3);
    Stream<LoggedTransaction> transactions = db.connection.log().txRange(null, null);
    Iterator<LoggedTransaction> iterator = transactions.iterator();
    assertEquals(0, iterator.next().t());
    Log log = db.connection.log();
    db.connection.close();
    assertThrows(StorageClosedException.class, () -> {
      while (iterator.hasNext()) {
        iterator.next();
      }
    });
    assertThrows(StorageClosedException.class, () -> log.txRange(null, null));
  }

  @Test
  void queriesFindTransactionsInALog() {
    List<TxReport> reports = transact(3);
    QueryResult result = db.connection
        .db()
        .q(
            "[:find [?tx ...] :in $ ?log ?start ?end :where [(tx-ids ?log ?start ?end) [?tx ...]]]",
            db.connection.log(),
            2,
            null);
    assertEquals(Set.of(reports.get(1).tx(), reports.get(2).tx()), Set.copyOf(result.values()));
  }

  @Test
  void queriesReadTheDatomsOfTransactionsInALog() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    long tx = db.transact("[[:db/add " + e + " :n 2]]").tx();
    QueryResult result = db.connection
        .db()
        .q(
            "[:find ?v ?added :in $ ?log ?t :where"
                + " [(tx-data ?log ?t) [[?e ?a ?v _ ?added]]] [?a :db/ident :n]]",
            db.connection.log(),
            tx);
    assertEquals(Set.of(List.of(1L, false), List.of(2L, true)), Set.copyOf(result.rows()));
  }

  @Test
  void aFunctionOfTheLogSaysWhatItTakes() {
    QueryException error = assertThrows(
        QueryException.class,
        () -> db.connection.db().q("[:find ?tx :where [(tx-ids 1 nil nil) [?tx ...]]]"));
    assertTrue(error.getMessage().contains("connection.log()"), error.getMessage());
  }
}
