package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.TransactionLog;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many callers, several connections, and a storage that fails: nothing is lost, nothing is twice.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentTransactionTest {

  private static final int THREADS = 8;

  private final TestDatabase db = new TestDatabase();

  private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Increments a counter so many times, trying again whenever another was faster. */
  private static Set<Long> increment(Connection connection, long e, int times) {
    Set<Long> ts = new TreeSet<>();
    while (ts.size() < times) {
      long seen = (Long) TestDatabase.value(connection, e, ":n");
      try {
        ts.add(connection
            .transact(List.of(List.of(":db/cas", e, ":n", seen, seen + 1)))
            .t());
      } catch (TransactionException faster) {
        assertTrue(faster.getMessage().contains(":db/cas"), faster.getMessage());
      }
    }
    return ts;
  }

  @Test
  void countersIncrementedByCasLoseNoUpdate() throws Exception {
    long e = db.transact("[{:db/id \"e\" :n 0}]").id("e");
    List<Set<Long>> ts = inParallel(THREADS, () -> increment(db.connection, e, 50));
    assertEquals(Set.of(":n " + THREADS * 50), db.facts(e));
    Set<Long> all = new TreeSet<>();
    ts.forEach(all::addAll);
    assertEquals(THREADS * 50, all.size(), "every transaction has a t of its own");
    assertEquals(1 + THREADS * 50, db.connection.db().basisT(), "t has no gap");
  }

  @Test
  void twoConnectionsToOneStorageLoseNoUpdate() throws Exception {
    long e = db.transact("[{:db/id \"e\" :n 0}]").id("e");
    try (Connection other = Dfdb.createDb(Map.of("storage", db.storage))) {
      Queue<Connection> both = new ConcurrentLinkedQueue<>(List.of(db.connection, other));
      inParallel(2, () -> increment(both.remove(), e, 50));
      assertEquals(Set.of(":n 100"), db.facts(e));
      assertEquals(other.db().basisT(), db.connection.db().basisT());
    }
  }

  @Test
  void aConnectionSeesWhatAnotherCommittedSchemaIncluded() {
    try (Connection other = Dfdb.createDb(Map.of("storage", db.storage))) {
      other.transact("[{:db/ident :tag :db/cardinality :db.cardinality/many}]");
      long e = db.transact("[{:db/id \"e\" :tag [1 2]}]").id("e");
      assertEquals(2, db.facts(e).size());
    }
  }

  @Test
  void waitingTransactionsAreWrittenTogetherAndEachSeesTheOnesBefore() throws Exception {
    long e = db.transact("[{:db/id \"e\" :n 0}]").id("e");
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    db.storage.failNext(write -> {
      writing.countDown();
      awaitQuietly(goOn);
      write.run();
    });
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    reports.add(db.connection.transactAsync(List.of(List.of(":db/add", e, ":m", 0))));
    awaitQuietly(writing);
    int before = db.storage.batches();
    for (int i = 0; i < 10; i++) {
      reports.add(db.connection.transactAsync(List.of(List.of(":db/cas", e, ":n", i, i + 1))));
    }
    CompletableFuture<TxReport> refused =
        db.connection.transactAsync(List.of(List.of(":db/cas", e, ":n", 3, 4)));
    goOn.countDown();
    for (int i = 0; i < reports.size(); i++) {
      assertEquals(2 + i, reports.get(i).get().t());
    }
    CompletionException refusal = assertThrows(CompletionException.class, refused::join);
    assertInstanceOf(TransactionException.class, refusal.getCause());
    assertEquals(before + 2, db.storage.batches(), "one batch for the first, one for the rest");
    assertTrue(db.facts(e).contains(":n 10"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsChainedToAFutureMayTransactAndWaitForIt() {
    CompletableFuture<Long> after = db.connection
        .transactAsync("[{:n 1}]")
        .thenApply(report -> db.transact("[{:n 2}]").t());
    assertEquals(2L, after.join());
    CompletableFuture<Long> afterRefusal = db.connection
        .transactAsync("[{:n nil}]")
        .handle(
            (report, refusal) -> db.connection.transactAsync("[{:n 3}]").join().t());
    assertEquals(3L, afterRefusal.join());
  }

  @Test
  void aFailedWriteFailsItsTransactionAndTheNextOneGoesOn() {
    db.storage.failNext(write -> {
      throw new StorageUnavailableException("no disk", Map.of());
    });
    assertThrows(StorageUnavailableException.class, () -> db.transact("[{:n 1}]"));
    assertEquals(1, db.transact("[{:n 2}]").t());
    assertEquals(1, db.facts().size());
  }

  @Test
  void anUnknownOutcomeIsResolvedByReadingBack() {
    db.storage.failNext(write -> {
      write.run();
      throw new OutcomeUnknownException("connection lost", Map.of());
    });
    assertEquals(1, db.transact("[{:n 1}]").t());
    db.storage.failNext(write -> {
      throw new OutcomeUnknownException("connection lost", Map.of());
    });
    assertEquals(2, db.transact("[{:n 2}]").t(), "it is not there, and written again");
    assertEquals(3, db.transact("[{:n 3}]").t());
    assertEquals(3, db.facts().size());
  }

  @Test
  void anUnknownOutcomeThatCantBeReadBackStaysUnknown() {
    db.storage.failNext(write -> {
      write.run();
      db.storage.close();
      throw new OutcomeUnknownException("connection lost", Map.of());
    });
    assertThrows(OutcomeUnknownException.class, () -> db.transact("[{:n 1}]"));
  }

  @Test
  void theLogHoldsEveryTransactionInItsOrder() {
    List<TxReport> reports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      reports.add(db.transact("[{:n " + i + " :text \"" + "x".repeat(40_000) + "\"}]"));
    }
    for (TxReport report : reports) {
      TransactionLog.Entry entry = TransactionLog.read(db.storage, report.t());
      assertEquals(report.txData(), entry == null ? null : entry.datoms());
    }
    assertEquals(null, TransactionLog.read(db.storage, 6));
  }

  @Test
  void databasesKeepTheirStateWhateverIsCommittedLater() {
    long e = db.transact("[{:db/id \"e\" :n 0}]").id("e");
    List<Db> states = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      states.add(db.connection.db());
      db.transact("[[:db/add " + e + " :n " + i + "]]");
    }
    for (int i = 0; i < 20; i++) {
      assertEquals((long) i, TestDatabase.value(states.get(i), e, ":n"));
    }
  }

  @Test
  void everythingAfterCloseIsRefused() {
    Db state = db.connection.db();
    CompletableFuture<TxReport> late;
    db.connection.close();
    db.connection.close();
    assertThrows(StorageClosedException.class, () -> db.connection.transact("[{:n 1}]"));
    assertThrows(StorageClosedException.class, () -> db.connection.db());
    assertThrows(StorageClosedException.class, () -> TestDatabase.value(state, 1, ":db/ident"));
    late = db.connection.transactAsync(List.of(Map.of(":n", 1)));
    CompletionException failure = assertThrows(CompletionException.class, late::join);
    assertInstanceOf(StorageClosedException.class, failure.getCause());
  }

  @Test
  void futuresStartNoThreadEach() {
    long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      reports.add(db.connection.transactAsync(List.of(Map.of(":n", i))));
    }
    reports.forEach(CompletableFuture::join);
    long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
    assertTrue(started < 200, () -> started + " threads");
  }
}
