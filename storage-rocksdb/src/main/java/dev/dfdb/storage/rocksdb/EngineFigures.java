package dev.dfdb.storage.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.TickerType;

/** The figures the engine and the commit queue give about themselves, under names of dfdb. */
final class EngineFigures {

  private static final Map<String, String> PROPERTIES = properties();
  private static final Map<String, TickerType> TICKERS = tickers();

  private EngineFigures() {}

  /** Reads all figures of now. */
  static Map<String, Long> read(NativeDatabase database, GroupCommit commits, long memoryBytes) {
    Map<String, Long> figures = new LinkedHashMap<>();
    long cached = database.cache().getUsage();
    long tableReaders = property(database, "rocksdb.estimate-table-readers-mem");
    figures.put("native-memory-bytes", cached + tableReaders);
    figures.put("memory-limit-bytes", memoryBytes);
    figures.put("cache-bytes", cached);
    figures.put("cache-pinned-bytes", database.cache().getPinnedUsage());
    figures.put("table-reader-bytes", tableReaders);
    PROPERTIES.forEach((name, property) -> figures.put(name, property(database, property)));
    TICKERS.forEach(
        (name, ticker) -> figures.put(name, database.statistics().getTickerCount(ticker)));
    figures.put("commits", commits.commits());
    figures.put("commit-groups", commits.groups());
    figures.put("commit-conflicts", commits.conflicts());
    figures.put("commits-waiting", (long) commits.waiting());
    return figures;
  }

  private static long property(NativeDatabase database, String name) {
    try {
      return database.db().getLongProperty(name);
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("memtable-bytes", "rocksdb.size-all-mem-tables");
    names.put("immutable-memtables", "rocksdb.num-immutable-mem-table");
    names.put("estimated-keys", "rocksdb.estimate-num-keys");
    names.put("live-data-bytes", "rocksdb.estimate-live-data-size");
    names.put("sst-bytes", "rocksdb.total-sst-files-size");
    names.put("pending-compaction-bytes", "rocksdb.estimate-pending-compaction-bytes");
    names.put("running-compactions", "rocksdb.num-running-compactions");
    names.put("running-flushes", "rocksdb.num-running-flushes");
    names.put("delayed-write-bytes-per-second", "rocksdb.actual-delayed-write-rate");
    names.put("writes-stopped", "rocksdb.is-write-stopped");
    names.put("background-errors", "rocksdb.background-errors");
    return names;
  }

  private static Map<String, TickerType> tickers() {
    Map<String, TickerType> names = new LinkedHashMap<>();
    names.put("wal-syncs", TickerType.WAL_FILE_SYNCED);
    names.put("wal-bytes", TickerType.WAL_FILE_BYTES);
    names.put("cache-hits", TickerType.BLOCK_CACHE_HIT);
    names.put("cache-misses", TickerType.BLOCK_CACHE_MISS);
    names.put("filter-useful", TickerType.BLOOM_FILTER_USEFUL);
    names.put("flushed-bytes", TickerType.FLUSH_WRITE_BYTES);
    names.put("compacted-bytes", TickerType.COMPACT_WRITE_BYTES);
    names.put("stall-micros", TickerType.STALL_MICROS);
    return names;
  }
}
