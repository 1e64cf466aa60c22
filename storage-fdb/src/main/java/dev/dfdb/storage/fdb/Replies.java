package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what the cluster replies, and never for ever: the client library itself tells what took
 * too long, but tells nothing any more once its network thread has stopped. Safe from any thread.
 */
@SuppressWarnings("CollectionUndefinedEquality") // by identity
final class Replies {

  /** How much longer than the client library to wait. */
  private static final long GRACE_NANOS = 5_000_000_000L;

  private final long patienceNanos;
  private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /** @param timeoutNanos after which time the client library gives up at the latest */
  Replies(long timeoutNanos) {
    this.patienceNanos = timeoutNanos + GRACE_NANOS;
  }

  /**
   * Waits for a reply. To be interrupted changes nothing, as what was asked for may be done.
   *
   * @throws FDBException the error of the client, as it is
   */
  <T> T await(CompletableFuture<T> reply) {
    if (!reply.isDone()) {
      awaited.add(reply);
    }
    try {
      if (ended && !reply.isDone()) {
        throw cancelled();
      }
      return get(reply);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FDBException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (CancellationException e) {
      throw cancelled();
    } catch (TimeoutException e) {
      throw new FDBException("Operation aborted because nobody answers any more", 1031);
    } finally {
      awaited.remove(reply);
    }
  }

  private <T> T get(CompletableFuture<T> reply) throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + patienceNanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reply.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FDBException cancelled() {
    return new FDBException("Asynchronous operation cancelled", 1101);
  }

  /** Whether somebody waits. */
  boolean areAwaited() {
    return !awaited.isEmpty();
  }

  /** Ends all waiting, now and later: there will be no more replies. */
  void end() {
    ended = true;
    awaited.forEach(reply -> reply.completeExceptionally(cancelled()));
  }
}
