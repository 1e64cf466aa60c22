package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.StorageException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs the log some time after an async write, which bounds what a power cut takes (S6). One
 * daemon thread, asleep while nothing is unsynced.
 */
final class BackgroundSync implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger("dev.dfdb.storage.rocksdb");

  private final SyncPoints syncPoints;
  private final long intervalNanos;
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;
  private boolean failing; // of the thread

  /**
   * Starts the thread.
   *
   * @param interval how long an async write may stay unsynced, more than zero
   */
  BackgroundSync(String name, SyncPoints syncPoints, Duration interval) {
    this.syncPoints = syncPoints;
    this.intervalNanos = interval.toNanos();
    this.thread = new Thread(this::run, "dfdb-rocksdb-sync " + name);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** Says that there is an unsynced write. */
  void arm() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  /** Stops the thread, and waits until it has. Syncs nothing. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      LockSupport.unpark(thread);
      try {
        thread.join(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      asleep = true;
      while (!closed && !syncPoints.hasUnsynced()) {
        LockSupport.park(this);
      }
      asleep = false;
      long deadline = System.nanoTime() + intervalNanos;
      while (!closed && deadline - System.nanoTime() > 0) {
        LockSupport.parkNanos(this, deadline - System.nanoTime());
      }
      if (!closed) {
        sync();
      }
    }
  }

  private void sync() {
    try {
      syncPoints.syncLog();
      failing = false;
    } catch (StorageException e) {
      // The engine refuses all writes from here on, so their writers learn of it as well.
      if (!failing) {
        LOGGER.error("the log of a RocksDB database could not be synced", e);
      }
      failing = true;
    }
  }
}
