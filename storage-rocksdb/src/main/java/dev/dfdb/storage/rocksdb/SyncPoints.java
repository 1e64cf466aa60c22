package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what was written is not on disk yet, and the barriers that bring it there.
 *
 * <p>Two counts of writes each: in the log and synced, past the log and flushed. A write is counted
 * after it is done and before it is acknowledged; a barrier reads the count, does its work, and
 * then notes the count it read. So whoever finds the two equal knows that everything acknowledged
 * is on disk. Safe from any thread.
 */
final class SyncPoints {

  private final NativeDatabase database;
  private final Object syncing = new Object();
  private final Object flushing = new Object();
  private final AtomicLong logged = new AtomicLong();
  private final AtomicLong synced = new AtomicLong();
  private final AtomicLong unlogged = new AtomicLong();
  private final AtomicLong flushed = new AtomicLong();

  SyncPoints(NativeDatabase database) {
    this.database = database;
  }

  /** The count of logged writes, to give to {@link #noteSynced} after a synced write. */
  long logged() {
    return logged.get();
  }

  /** Notes a write of this durability, not synced. */
  void noteWrite(Durability durability) {
    (durability == Durability.NONE ? unlogged : logged).getAndIncrement();
  }

  /** Notes that the log is synced up to a count. */
  void noteSynced(long upTo) {
    synced.accumulateAndGet(upTo, Math::max);
  }

  /** Whether a logged write waits to be synced. */
  boolean hasUnsynced() {
    return synced.get() < logged.get();
  }

  /** Brings everything acknowledged before the call to disk. */
  void sync() {
    flushUnlogged();
    syncLog();
  }

  /** Syncs the log, if there is something to sync. */
  void syncLog() {
    if (hasUnsynced()) {
      synchronized (syncing) {
        long upTo = logged.get();
        if (synced.get() < upTo) {
          database.syncLog();
          noteSynced(upTo);
        }
      }
    }
  }

  /** Flushes what was written past the log, if there is something. */
  void flushUnlogged() {
    if (flushed.get() < unlogged.get()) {
      synchronized (flushing) {
        long upTo = unlogged.get();
        if (flushed.get() < upTo) {
          database.flushMemtables();
          flushed.accumulateAndGet(upTo, Math::max);
        }
      }
    }
  }
}
