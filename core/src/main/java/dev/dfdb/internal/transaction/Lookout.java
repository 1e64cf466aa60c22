package dev.dfdb.internal.transaction;

import dev.dfdb.error.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for commits of other processes again and again, but only while somebody wants to know of
 * them. Safe from any thread.
 */
final class Lookout {

  private static final Logger LOG = System.getLogger(Lookout.class.getName());

  private final Transactor transactor;
  private final Commits commits;
  private final long nanos;
  private final BackgroundThreads thread = new BackgroundThreads("dfdb-lookout", 1);
  private final AtomicBoolean looking = new AtomicBoolean();

  Lookout(Transactor transactor, Duration interval) {
    this.transactor = transactor;
    this.commits = transactor.commits();
    this.nanos = interval.toNanos();
  }

  /** Somebody wants to know. */
  void begin() {
    if (looking.compareAndSet(false, true)) {
      thread.execute(this::look);
    }
  }

  private void look() {
    boolean failed = false;
    while (!commits.areUnwatched() && !transactor.isClosed()) {
      LockSupport.parkNanos(this, nanos);
      try {
        transactor.look();
        failed = false;
      } catch (StorageException away) {
        if (!failed && !transactor.isClosed()) {
          LOG.log(Level.WARNING, "the storage can't be read, and is tried again", away);
        }
        failed = true;
      }
      commits.signal(); // also for who could not read when it was told last
    }
    looking.set(false);
    if (!commits.areUnwatched() && !transactor.isClosed()) {
      begin(); // who came when the loop had ended
    }
  }
}
