package dev.dfdb.storage.rocksdb;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in the queue of {@link GroupCommit}: made by the thread that waits for it, carried out by
 * whichever thread leads.
 */
abstract sealed class QueuedCommit permits QueuedBatch, QueuedAction {

  private final Thread owner = Thread.currentThread();
  private volatile boolean parked;
  private volatile boolean done;
  private @Nullable Throwable failure;

  /** Whether it has been carried out or has failed. */
  final boolean isDone() {
    return done;
  }

  /** Whether it has failed. For the leader, before {@link #complete}. */
  final boolean hasFailed() {
    return failure != null;
  }

  /** Makes it fail; the leader completes it nevertheless. */
  final void fail(Throwable cause) {
    failure = cause;
  }

  /** Lets the owner go on. */
  final void complete() {
    done = true;
    wake();
  }

  /** Wakes the owner if it sleeps, to look again. */
  final void wake() {
    if (parked) {
      LockSupport.unpark(owner);
    }
  }

  /**
   * Waits a while for something to change: for the owner, who looks again afterwards.
   *
   * @param isLed whether there is a leader, who will wake the owner. It is asked after the owner
   *     has said that it sleeps: a leader that resigned before that would wake nobody.
   */
  final void await(BooleanSupplier isLed) {
    parked = true;
    if (!done && isLed.getAsBoolean()) {
      LockSupport.park(this);
    }
    parked = false;
  }

  /** Throws what made it fail, if anything did. */
  final void rethrow() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
