package dev.dfdb.storage.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * A snapshot of the engine, freed when the last that uses it lets go: its owner, a read in flight,
 * or a cursor opened on it, which outlives the owner. Safe from any thread.
 */
final class NativeSnapshot {

  private final NativeDatabase database;
  private final Snapshot snapshot;
  private final ReadOptions reads;
  private final AtomicInteger users = new AtomicInteger(1);

  /** Takes a snapshot, with the caller as its first user. */
  NativeSnapshot(NativeDatabase database) {
    this.database = database;
    database.pin();
    this.snapshot = database.db().getSnapshot();
    this.reads = new ReadOptions().setSnapshot(snapshot);
  }

  /** Options that read this snapshot, for as long as the caller is a user. */
  ReadOptions reads() {
    return reads;
  }

  /** Makes an iterator's options read this snapshot. */
  void applyTo(ReadOptions options) {
    options.setSnapshot(snapshot);
  }

  /** Becomes a user. Returns false if it is free already. */
  boolean acquire() {
    int now;
    do {
      now = users.get();
      if (now == 0) {
        return false;
      }
    } while (!users.compareAndSet(now, now + 1));
    return true;
  }

  /** Stops being a user. */
  void release() {
    if (users.decrementAndGet() == 0) {
      reads.close();
      database.db().releaseSnapshot(snapshot);
      snapshot.close();
      database.unpin();
    }
  }
}
