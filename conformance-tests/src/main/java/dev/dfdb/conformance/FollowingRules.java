package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Registration;
import dev.dfdb.TxReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Those who follow a database are told of every transaction, once and in order. */
interface FollowingRules extends DatabaseRules {

  /** How long to wait for what has to come. */
  long PATIENCE_SECONDS = 60;

  /** What comes next. */
  static <T> T take(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(next, "nothing comes");
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> take(
      BlockingQueue<TxReport> reports, int count, Connection connection) {
    List<Long> ts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TxReport report = take(reports);
      ts.add(report.t());
      assertEquals(report.t() - 1, report.dbBefore().basisT());
      assertEquals(report.t(), report.dbAfter().basisT());
      assertEquals(
          Views.log(connection, report.t(), report.t() + 1).get(0).datoms(), report.txData());
      assertEquals(
          report.t(), Views.value(report.dbAfter(), ":f/last", ":f/n"), "the database after");
    }
    return ts;
  }

  private static void transact(Connection connection, int count) {
    for (int i = 0; i < count; i++) {
      long next = connection.db().basisT() + 1;
      connection.transact("[{:db/ident :f/last :f/n " + next + "}]");
    }
  }

  @Test
  default void aListenerHearsOfEveryTransactionOfAnyConnection() {
    Bench bench = new Bench(anotherFixture());
    DatabaseBench database = new DatabaseBench(bench);
    BlockingQueue<TxReport> reports = new LinkedBlockingQueue<>();
    transact(database.connection(), 3);
    Registration registration = database.connection().listen(reports::add);
    transact(database.connection(), 20);
    assertEquals(range(4, 23), take(reports, 20, database.connection()));
    try (Connection other = Dfdb.createDb(Map.of("storage", bench.storage()))) {
      transact(other, 5);
      assertEquals(28, database.db().basisT());
      transact(database.connection(), 1);
    }
    assertEquals(range(24, 29), take(reports, 6, database.connection()));
    registration.close();
    transact(database.connection(), 1);
    assertTrue(reports.isEmpty());
    database.reopenIfPersistent();
    database.connection().listen(reports::add);
    transact(database.connection(), 2);
    assertEquals(range(31, 32), take(reports, 2, database.connection()));
    database.close();
    bench.finish();
    forgetLeaks();
  }

  /** Takes in what it asks for. */
  final class Subscriber implements Flow.Subscriber<TxReport> {

    private final BlockingQueue<TxReport> reports = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(TxReport report) {
      reports.add(report);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(failure.toString());
    }

    @Override
    public void onComplete() {
      end.complete("complete");
    }
  }

  @Test
  default void aSubscriberGetsWhatItAsksForHoweverLate() {
    onDatabase(database -> {
      Subscriber slow = new Subscriber();
      database.connection().reports().subscribe(slow);
      Flow.Subscription subscription =
          slow.subscription.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      transact(database.connection(), 40);
      assertTrue(slow.reports.isEmpty());
      subscription.request(15);
      assertEquals(range(1, 15), take(slow.reports, 15, database.connection()));
      List<CompletableFuture<TxReport>> many = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        many.add(database.connection().transactAsync("[{:f/m " + i + "}]"));
      }
      many.forEach(CompletableFuture::join);
      subscription.request(Long.MAX_VALUE);
      List<Long> ts = new ArrayList<>();
      for (int i = 16; i <= 100; i++) {
        ts.add(take(slow.reports).t());
      }
      assertEquals(range(16, 100), ts);
      assertEquals(100, new HashSet<>(Views.log(database.connection(), 1, null)).size());
      database.connection().close();
      assertEquals(
          "complete", slow.end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    });
  }

  @Test
  default void whoWaitsForATransactionGetsTheDatabaseThatKnowsIt() {
    onDatabase(database -> {
      transact(database.connection(), 1);
      CompletableFuture<Long> third = database.connection().sync(3).thenApply(db -> db.basisT());
      CompletableFuture<Long> first = database.connection().sync(1).thenApply(db -> db.basisT());
      assertTrue(first.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join() >= 1);
      transact(database.connection(), 1);
      assertTrue(!third.isDone());
      transact(database.connection(), 1);
      assertTrue(third.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join() >= 3);
    });
  }
}
