package dev.dfdb.storage.rocksdb;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A place in the queue of {@link GroupCommit}: made by the thread that waits for it, carried out by
 * whichever thread leads.
 */
abstract sealed class QueuedCommit permits QueuedBatch, QueuedAction {

  private static final int SPINS = 200;

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

  /** Waits a while for something to change: for the owner, who looks again afterwards. */
  final void await() {
    for (int i = 0; i < SPINS; i++) {
      if (done) {
        return;
      }
      Thread.onSpinWait();
    }
    parked = true;
    if (!done) {
      LockSupport.park(this);
    }
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
