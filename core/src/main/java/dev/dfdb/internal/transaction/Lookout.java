package dev.dfdb.internal.transaction;

import dev.dfdb.error.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for commits of other processes again and again, but only while somebody wants to know of
 * them. Safe from any thread.
 */
final class Lookout {

  /** So long it relies on the storage to tell of a change. */
  private static final long LONGEST_WATCH_NANOS = 10_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.listeners");

  private final Transactor transactor;
  private final Commits commits;
  private final long nanos;
  private final BackgroundThreads thread = new BackgroundThreads("dfdb-lookout", 1);
  private final AtomicBoolean looking = new AtomicBoolean();

  /** What the storage will tell, if it does; used by the thread that looks. */
  private @Nullable CompletableFuture<Void> change;

  private long watchedSince;

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
        if (hasNews()) {
          transactor.look();
          watch();
        }
        failed = false;
      } catch (StorageException away) {
        if (!failed && !transactor.isClosed()) {
          LOG.warn("the storage can't be read, and is tried again", away);
        }
        failed = true;
      }
      commits.signal(); // also for who could not read when it was told last
    }
    stopWatching();
    looking.set(false);
    if (!commits.areUnwatched() && !transactor.isClosed()) {
      begin(); // who came when the loop had ended
    }
  }

  /** Whether there may be something new: always, where the storage does not tell. */
  private boolean hasNews() {
    CompletableFuture<Void> awaited = change;
    return awaited == null
        || awaited.isDone()
        || System.nanoTime() - watchedSince > LONGEST_WATCH_NANOS;
  }

  private void watch() {
    stopWatching();
    watchedSince = System.nanoTime();
    change = transactor.whenChanged().orElse(null);
  }

  private void stopWatching() {
    CompletableFuture<Void> awaited = change;
    change = null;
    if (awaited != null) {
      awaited.cancel(true);
    }
  }
}
