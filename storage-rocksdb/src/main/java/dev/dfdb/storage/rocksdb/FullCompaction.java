package dev.dfdb.storage.rocksdb;

import java.util.HashSet;
import java.util.Set;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.RocksDBException;

/**
 * Compactions of the whole database that users asked for, which closing ends early. Safe from any
 * thread.
 */
final class FullCompaction {

  private final NativeDatabase database;
  private final Set<CompactRangeOptions> running = new HashSet<>();
  private boolean canceled;

  FullCompaction(NativeDatabase database) {
    this.database = database;
  }

  /**
   * Rewrites everything.
   *
   * @return false if it was canceled
   */
  boolean run() {
    try (CompactRangeOptions options = new CompactRangeOptions()) {
      options.setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
      begin(options);
      try {
        database.db().compactRange(null, null, null, options);
        return true;
      } finally {
        end(options);
      }
    } catch (RocksDBException e) {
      if (isCanceled()) {
        return false;
      }
      throw database.errors().translate(e);
    }
  }

  /** Ends those that run, and any that begins from now on. */
  synchronized void cancel() {
    canceled = true;
    running.forEach(options -> options.setCanceled(true));
  }

  private synchronized boolean isCanceled() {
    return canceled;
  }

  private synchronized void begin(CompactRangeOptions options) {
    options.setCanceled(canceled);
    running.add(options);
  }

  private synchronized void end(CompactRangeOptions options) {
    running.remove(options);
  }
}
