package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions that are evaluated while others are being written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {

  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch evaluated = new CountDownLatch(1);
  private final TransactionFunction note = (before, arguments) -> {
    evaluated.countDown();
    return List.of();
  };
  private final TestDatabase db = new TestDatabase(Map.of("functions", Map.of("note", note)));

  @BeforeEach
  void declare() {
    db.transact("[{:db/ident :key :db/unique :db.unique/value}]");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Holds the next write up, until it may go on. */
  private CompletableFuture<TxReport> beginToWrite(String edn, Runnable last) {
    db.storage.failNext(write -> {
      writing.countDown();
      await(goOn);
      last.run();
      write.run();
    });
    CompletableFuture<TxReport> first = db.connection.transactAsync(edn);
    await(writing);
    return first;
  }

  private CompletableFuture<TxReport> evaluateMeanwhile(String edn) {
    CompletableFuture<TxReport> second = db.connection.transactAsync(edn);
    CompletableFuture<TxReport> last = db.connection.transactAsync("[[note]]");
    await(evaluated); // as is the one before it, while the first is still being written
    assertFalse(last.isDone(), "it follows one that is not committed");
    return second;
  }

  @Test
  void theNextTransactionIsEvaluatedOnOneThatIsBeingWritten() {
    CompletableFuture<TxReport> first = beginToWrite("[{:db/id \"e\" :key 1}]", () -> {});
    CompletableFuture<TxReport> second = evaluateMeanwhile("[{:db/id [:key 2] :seen 1}{:key 2}]");
    CompletableFuture<TxReport> third = db.connection.transactAsync("[{:db/id [:key 1] :seen 1}]");
    goOn.countDown();
    assertEquals(2, first.join().t());
    assertInstanceOf(
        TransactionException.class,
        assertThrows(CompletionException.class, second::join).getCause());
    TxReport report = third.join();
    assertEquals(4, report.t(), "after the first and the one that noted its evaluation");
    assertEquals(3, report.dbBefore().basisT());
    assertEquals(1L, TestDatabase.value(db.connection, first.join().id("e"), ":seen"));
  }

  @Test
  void aRefusalIsNotToldBeforeWhatItRestsOnIsCommitted() {
    CompletableFuture<TxReport> first = beginToWrite("[{:key 1}]", () -> {
      throw new StorageUnavailableException("no disk", Map.of());
    });
    CompletableFuture<TxReport> second = evaluateMeanwhile("[{:db/id \"e\" :key 1}]");
    assertFalse(second.isDone(), "the other holder of the value is not committed");
    goOn.countDown();
    assertInstanceOf(
        StorageUnavailableException.class,
        assertThrows(CompletionException.class, first::join).getCause());
    assertEquals(2, second.join().t());
    assertEquals(1L, TestDatabase.value(db.connection, second.join().id("e"), ":key"));
  }

  @Test
  void aRefusalIsToldOnceWhatItRestsOnIsCommitted() {
    CompletableFuture<TxReport> first = beginToWrite("[{:key 1}]", () -> {});
    CompletableFuture<TxReport> second = evaluateMeanwhile("[{:key 1}]");
    goOn.countDown();
    assertEquals(2, first.join().t());
    assertInstanceOf(
        TransactionException.class,
        assertThrows(CompletionException.class, second::join).getCause());
  }

  @Test
  void whatWasEvaluatedOnAConflictIsEvaluatedAgain() {
    try (Connection other = Dfdb.createDb(Map.of("storage", db.storage))) {
      CompletableFuture<TxReport> first =
          beginToWrite("[{:key 1}]", () -> other.transact("[{:key 2}]"));
      CompletableFuture<TxReport> second = evaluateMeanwhile("[{:key 2}]");
      goOn.countDown();
      assertEquals(3, first.join().t());
      assertInstanceOf(
          TransactionException.class,
          assertThrows(CompletionException.class, second::join).getCause());
    }
  }

  @Test
  void closingWaitsForTheWriteAndRefusesWhatWasEvaluatedOnIt() {
    CompletableFuture<TxReport> first = beginToWrite("[{:key 1}]", () -> {});
    CompletableFuture<TxReport> second = evaluateMeanwhile("[{:key 2}]");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> db.connection.close());
    goOn.countDown();
    closing.join();
    assertEquals(2, first.join().t());
    try {
      assertEquals(3, second.join().t()); // it was quicker than the closing
    } catch (CompletionException refused) {
      assertInstanceOf(StorageClosedException.class, refused.getCause());
    }
  }
}
