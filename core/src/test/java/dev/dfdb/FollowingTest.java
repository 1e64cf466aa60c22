package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who follow a database: listeners, subscribers, and who waits for a transaction. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowingTest {

  /** More than are kept in memory for those who follow. */
  private static final int MANY = 1_500;

  private final TestDatabase db = new TestDatabase();
  private final BlockingQueue<TxReport> reports = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    db.connection.close();
  }

  private List<TxReport> transact(int count) {
    List<TxReport> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(db.transact("[{:db/id \"e\" :n " + i + "}]"));
    }
    return made;
  }

  private List<TxReport> take(int count) throws InterruptedException {
    List<TxReport> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(reports.take());
    }
    return taken;
  }

  private static List<Long> ts(List<TxReport> of) {
    return of.stream().map(TxReport::t).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static void assertSame(TxReport expected, TxReport actual) {
    assertEquals(expected.t(), actual.t());
    assertEquals(expected.txData(), actual.txData());
    assertEquals(facts(expected.dbBefore()), facts(actual.dbBefore()));
    assertEquals(facts(expected.dbAfter()), facts(actual.dbAfter()));
    String more = "[{:db/id \"new\" :n 77} {:db/ident :named}]";
    assertEquals(
        expected.dbAfter().with(more).txData().stream()
            .map(d -> d.e() + " " + d.a())
            .toList(),
        actual.dbAfter().with(more).txData().stream()
            .map(d -> d.e() + " " + d.a())
            .toList());
  }

  private static List<List<Object>> facts(Db state) {
    return state.q("[:find ?e ?ident ?v ?tx :where [?e ?a ?v ?tx] [?a :db/ident ?ident]]").stream()
        .sorted((x, y) -> x.toString().compareTo(y.toString()))
        .toList();
  }

  @Test
  void aListenerGetsEveryReportFromItsRegistrationOnOnceAndInOrder() throws Exception {
    transact(2);
    db.connection.listen(reports::add);
    List<TxReport> made = transact(20);
    List<TxReport> got = take(20);
    assertEquals(ts(made), ts(got));
    for (int i = 0; i < 20; i++) {
      assertSame(made.get(i), got.get(i));
      assertEquals(made.get(i).tempids(), got.get(i).tempids());
    }
    assertTrue(reports.isEmpty());
  }

  @Test
  void reportsOfTransactionsThatOthersCommitComeFromTheLogWithoutTempids() throws Exception {
    try (Connection other = Dfdb.createDb(Map.of("storage", (Storage) db.storage))) {
      db.connection.listen(reports::add);

      List<TxReport> made = new ArrayList<>();
      made.add(other.transact("[{:db/ident :tag :db/cardinality :db.cardinality/many}]"));
      made.add(other.transact("[{:db/id \"e\" :tag [1 2] :unheard 3}]"));
      made.add(other.transact("[{:db/ident :late :db/valueType :db.type/string}]"));
      assertTrue(reports.isEmpty(), "nothing has told the connection of them");
      db.connection.db();
      List<TxReport> got = take(3);
      for (int i = 0; i < 3; i++) {
        assertSame(made.get(i), got.get(i));
        assertEquals(Map.of(), got.get(i).tempids());
      }
      made.add(transact(1).get(0));
      assertSame(made.get(3), reports.take());
    }
  }

  @Test
  void aListenerIsNeverCalledByTheThreadThatCommits() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    db.connection.listen(report -> threads.add(Thread.currentThread()));
    transact(1);
    assertNotSame(Thread.currentThread(), threads.take());
  }

  @Test
  void aListenerThatThrowsGetsTheNextReportAndSoDoOthers() throws Exception {
    db.connection.listen(report -> {
      reports.add(report);
      throw new IllegalStateException("thrown by a test");
    });
    db.connection.listen(reports::add);
    transact(3);
    assertEquals(
        List.of(1L, 1L, 2L, 2L, 3L, 3L),
        take(6).stream().map(TxReport::t).sorted().toList());
  }

  @Test
  void aListenerThatStandsStillHoldsUpNobodyAndLaterMissesNothing() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    db.connection.listen(report -> {
      awaitQuietly(goOn);
      reports.add(report);
    });
    List<TxReport> made = transact(MANY);
    goOn.countDown();
    List<TxReport> got = take(MANY);
    assertEquals(ts(made), ts(got));
    for (int i = 0; i < MANY; i += 211) {
      assertSame(made.get(i), got.get(i));
    }
  }

  @Test
  void aClosedRegistrationGetsNoMore() throws Exception {
    Registration closed = db.connection.listen(reports::add);
    transact(1);
    reports.take();
    closed.close();
    closed.close();
    db.connection.listen(reports::add);
    transact(2);
    assertEquals(List.of(2L, 3L), ts(take(2)));
    assertTrue(reports.isEmpty());
  }

  @Test
  void listenersMayTransactAndReadAndCloseThemselves() throws Exception {
    CompletableFuture<Registration> self = new CompletableFuture<>();
    CompletableFuture<TxReport> inner = new CompletableFuture<>();
    self.complete(db.connection.listen(report -> {
      self.join().close();
      inner.complete(db.connection.transact("[{:seen " + report.t() + "}]"));
    }));
    transact(1);
    assertEquals(2, inner.get().t());
  }

  /** Asks for as many as it is told to. */
  private class Asking implements Flow.Subscriber<TxReport> {
    final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    final CompletableFuture<String> end = new CompletableFuture<>();

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
      end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      end.complete("complete");
    }

    void request(long n) {
      subscription.join().request(n);
    }
  }

  private Asking subscribe() {
    Asking subscriber = new Asking();
    db.connection.reports().subscribe(subscriber);
    return subscriber;
  }

  @Test
  void aSubscriberGetsAsManyReportsAsItAsksForAndNoMore() throws Exception {
    Asking subscriber = subscribe();
    subscriber.request(1);
    transact(MANY);
    assertEquals(List.of(1L), ts(take(1)));
    subscriber.request(2);
    assertEquals(List.of(2L, 3L), ts(take(2)));
    Asking second = subscribe();
    second.request(1);
    transact(1);
    assertEquals(List.of(MANY + 1L), ts(take(1)), "the other one asked for nothing");
    subscriber.request(Long.MAX_VALUE);
    subscriber.request(Long.MAX_VALUE);
    assertEquals(range(4, MANY + 1), ts(take(MANY - 2)));
    assertFalse(subscriber.end.isDone());
  }

  @Test
  void aSubscriberThatCancelsGetsNoMore() throws Exception {
    Asking subscriber = subscribe();
    subscriber.request(10);
    transact(1);
    reports.take();
    subscriber.subscription.join().cancel();
    subscriber.subscription.join().cancel();
    subscriber.request(10);
    subscribe().request(10);
    transact(3);
    assertEquals(List.of(2L, 3L, 4L), ts(take(3)));
    assertFalse(subscriber.end.isDone());
  }

  @Test
  void askingForNoReportIsAnError() {
    for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
      Asking subscriber = subscribe();
      subscriber.request(n);
      CompletionException error = assertThrows(CompletionException.class, subscriber.end::join);
      assertInstanceOf(IllegalArgumentException.class, error.getCause());
      assertTrue(String.valueOf(error.getMessage()).contains("3.9"), error::toString);
    }
  }

  @Test
  void subscribersCompleteWhenTheConnectionIsClosedAfterWhatTheyAskedFor() throws Exception {
    Asking eager = subscribe();
    Asking idle = subscribe();
    eager.request(Long.MAX_VALUE);
    transact(100);
    db.connection.close();
    assertEquals("complete", eager.end.join());
    assertEquals("complete", idle.end.join());
    assertEquals(range(1, 100), ts(take(100)));
    assertTrue(reports.isEmpty());
  }

  @Test
  void aSubscriberThatThrowsIsTakenToHaveCancelled() throws Exception {
    db.connection.reports().subscribe(new Asking() {
      @Override
      public void onSubscribe(Flow.Subscription given) {
        given.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(TxReport report) {
        reports.add(report);
        throw new IllegalStateException("thrown by a test");
      }
    });
    Asking other = subscribe();
    other.request(Long.MAX_VALUE);
    transact(3);
    assertEquals(
        List.of(1L, 1L, 2L, 3L), take(4).stream().map(TxReport::t).sorted().toList());
    db.connection.close();
    other.end.join();
    assertTrue(reports.isEmpty());
  }

  @Test
  void nobodyFollowsAClosedConnection() {
    db.connection.close();
    assertThrows(StorageClosedException.class, () -> db.connection.listen(reports::add));
    CompletionException error = assertThrows(CompletionException.class, subscribe().end::join);
    assertInstanceOf(StorageClosedException.class, error.getCause());
    assertThrows(StorageClosedException.class, () -> db.connection.sync(1));
    assertThrows(CompletionException.class, () -> db.connection.sync().join());
  }

  @Test
  void syncGivesADatabaseThatKnowsATransaction() {
    assertEquals(0, db.connection.sync(0).join().basisT());
    CompletableFuture<Db> third = db.connection.sync(3);
    CompletableFuture<Db> never = db.connection.sync(1_000);
    transact(2);
    assertFalse(third.isDone());
    transact(1);
    assertTrue(third.join().basisT() >= 3);
    assertEquals(3, db.connection.sync().join().basisT());
    assertThrows(IllegalArgumentException.class, () -> db.connection.sync(-1));
    db.connection.close();
    CompletionException closed = assertThrows(CompletionException.class, never::join);
    assertInstanceOf(StorageClosedException.class, closed.getCause());
  }

  @Test
  void syncSeesWhatAnotherConnectionCommitted() {
    try (Connection other = Dfdb.createDb(Map.of("storage", (Storage) db.storage))) {
      CompletableFuture<Db> waiting = db.connection.sync(2);
      other.transact("[{:n 1}]");
      other.transact("[{:n 2}]");
      assertTrue(db.connection.sync(2).join().basisT() >= 2);
      assertEquals(2, waiting.join().basisT());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
