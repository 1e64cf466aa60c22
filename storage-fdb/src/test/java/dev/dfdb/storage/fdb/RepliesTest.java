package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apple.foundationdb.FDBException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for ever, also when the network thread of the client library is gone. */
@Timeout(60)
class RepliesTest {

  @Test
  void theEndOfTheNetworkEndsAllWaiting() throws Exception {
    Replies replies = new Replies(Duration.ofDays(1).toNanos());
    CompletableFuture<Integer> never = new CompletableFuture<>();
    ExecutorService others = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> waiting = others.submit(
          () -> assertThrows(FDBException.class, () -> replies.await(never)).getCode());
      while (!replies.areAwaited()) {
        Thread.onSpinWait();
      }
      replies.end();
      assertEquals(1101, waiting.get(30, TimeUnit.SECONDS));
    } finally {
      others.shutdownNow();
    }
    assertFalse(replies.areAwaited());
    assertThrows(FDBException.class, () -> replies.await(new CompletableFuture<>()));
    assertEquals(1, replies.await(CompletableFuture.completedFuture(1)), "what is there is told");
  }

  @Test
  void whoIsNotAnsweredGivesUp() {
    Replies replies = new Replies(Duration.ofSeconds(-5).toNanos());
    FDBException failure =
        assertThrows(FDBException.class, () -> replies.await(new CompletableFuture<>()));
    assertEquals(FdbErrors.TIMED_OUT, failure.getCode());
  }

  @Test
  void anInterruptedThreadLearnsWhatBecameOfItsCallAndStaysInterrupted() {
    Replies replies = new Replies(Duration.ofDays(1).toNanos());
    CompletableFuture<Integer> reply = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    reply.completeOnTimeout(7, 1, TimeUnit.MILLISECONDS);
    assertEquals(7, replies.await(reply));
    assertTrue(Thread.interrupted());
  }

  @Test
  void theNetworkGoesOnUntilAllIsClosedOrNobodyAsks() {
    AtomicInteger asked = new AtomicInteger();
    Network.awaitQuiet(() -> true, () -> {
      throw new AssertionError("all is closed");
    });
    Network.awaitQuiet(() -> asked.incrementAndGet() > 3, () -> true);
    assertEquals(4, asked.get());
    Network.awaitQuiet(() -> false, () -> false); // ends by itself, as does the next
    Network.awaitQuiet(() -> false, () -> true);
  }
}
