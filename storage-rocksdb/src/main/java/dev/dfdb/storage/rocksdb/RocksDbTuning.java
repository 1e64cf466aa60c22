package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.support.Machine;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HistogramType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Statistics;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * The options of the engine that follow from ours.
 *
 * @param memoryBytes the bound on caches and memtables together
 * @param memtableBytes the size of one memtable
 * @param compression of all levels but the last
 * @param bottommostCompression of the last level
 * @param blockBytes size of a data block
 * @param filterBits bits of bloom filter per key, or 0
 * @param backgroundJobs flushes and compactions at once
 * @param maxOpenFiles files held open, or -1
 * @param directIo whether to pass by the page cache
 * @param engineOptions what the engine is told when it is open
 * @param limits what may be written
 */
record RocksDbTuning(
    long memoryBytes,
    long memtableBytes,
    CompressionType compression,
    CompressionType bottommostCompression,
    long blockBytes,
    int filterBits,
    int backgroundJobs,
    int maxOpenFiles,
    boolean directIo,
    EngineOptions engineOptions,
    Limits limits) {

  /** The longest key. RocksDB allows more; an index key that long has lost its way. */
  static final int MAX_KEY_BYTES = 32 << 10;

  /** Enough bytes to tell the attributes of an index apart. */
  private static final String RUN_PREFIX = "rocksdb.FixedPrefix.4";

  private static final long LARGEST_DEFAULT_MEMTABLE = 64L << 20;
  private static final long LEAST_DEFAULT_MEMORY = 64L << 20;
  private static final long MOST_DEFAULT_MEMORY = 2L << 30;

  /**
   * Reads the settings.
   *
   * @throws MisconfiguredException if two of them contradict each other
   */
  static RocksDbTuning of(Settings settings) {
    long memory = settings
        .find(RocksDbOptions.MEMORY_BYTES)
        .orElseGet(() -> defaultMemory(Machine.current().memoryBytes()));
    long memtable = settings
        .find(RocksDbOptions.MEMTABLE_BYTES)
        .orElse(Math.min(LARGEST_DEFAULT_MEMTABLE, memory / 4));
    if (memtable > memory / 2) {
      throw new MisconfiguredException(
          "memtable-bytes is more than half of memory-bytes",
          Map.of("memtable-bytes", memtable, "memory-bytes", memory));
    }
    long maxValue = settings.get(RocksDbOptions.MAX_VALUE_BYTES);
    long maxBatch = settings.get(RocksDbOptions.MAX_BATCH_BYTES);
    if (maxBatch < maxValue + MAX_KEY_BYTES) {
      throw new MisconfiguredException(
          "max-batch-bytes leaves no room for the largest key and value",
          Map.of("max-batch-bytes", maxBatch, "least", maxValue + MAX_KEY_BYTES));
    }
    return new RocksDbTuning(
        memory,
        memtable,
        settings.get(RocksDbOptions.COMPRESSION).type(),
        settings.get(RocksDbOptions.BOTTOMMOST_COMPRESSION).type(),
        settings.get(RocksDbOptions.BLOCK_BYTES),
        settings.get(RocksDbOptions.FILTER_BITS),
        settings
            .find(RocksDbOptions.BACKGROUND_JOBS)
            .orElseGet(() -> Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()))),
        settings.get(RocksDbOptions.MAX_OPEN_FILES),
        settings.get(RocksDbOptions.DIRECT_IO),
        EngineOptions.parse(settings.find(RocksDbOptions.ENGINE_OPTIONS).orElse("")),
        new Limits(MAX_KEY_BYTES, (int) maxValue, maxBatch));
  }

  /** How much native memory a database takes if nobody says, on a machine with so much memory. */
  static long defaultMemory(long machineBytes) {
    return Math.max(LEAST_DEFAULT_MEMORY, Math.min(MOST_DEFAULT_MEMORY, machineBytes / 8));
  }

  /** Counters of the engine, without its histograms, whose clocks would cost every call. */
  static Statistics counters() {
    return new Statistics(EnumSet.complementOf(EnumSet.of(HistogramType.HISTOGRAM_ENUM_MAX)));
  }

  /**
   * The usual options, but for this: a memtable remembers of each run of keys, by the first bytes,
   * where the last entry went. Indexes are written in such runs, and without the hint each entry is
   * looked for from the top. The binding has no setter for it.
   */
  private static Options hinted() {
    Properties hint = new Properties();
    hint.setProperty("memtable_insert_with_hint_prefix_extractor", RUN_PREFIX);
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions keys = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(hint)) {
      if (keys == null) {
        throw new IllegalStateException("the engine does not know the option of " + hint);
      }
      return new Options(database, keys);
    }
  }

  /** The cache that bounds memory. Indexes and filters have the first claim on half of it. */
  Cache newCache() {
    return new LRUCache(memoryBytes, -1, false, 0.5);
  }

  /**
   * The options of the engine. All native objects they need belong to {@code resources}, and so do
   * they.
   */
  Options newOptions(
      NativeResources resources, Cache cache, Statistics statistics, WALRecoveryMode recovery) {
    // Writers are never stalled for memory: an open cursor may hold a memtable for as long as it
    // likes, and a writer waiting for it on the same thread would wait for ever.
    WriteBufferManager memtables =
        resources.own(new WriteBufferManager(memoryBytes / 2, cache, false));
    Options options = resources.own(hinted());
    options
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        .setWalRecoveryMode(recovery)
        .setStatistics(statistics)
        .setWriteBufferManager(memtables)
        .setMaxOpenFiles(maxOpenFiles)
        .setMaxBackgroundJobs(backgroundJobs)
        .setMaxSubcompactions(Math.max(1, backgroundJobs / 2))
        .setUseDirectReads(directIo)
        .setUseDirectIoForFlushAndCompaction(directIo)
        // Spreads write-back, so that the sync at the end of a file is short.
        .setBytesPerSync(1L << 20)
        // Group commit lets one thread write at a time: insertion needs no atomics.
        .setAllowConcurrentMemtableWrite(false)
        .setInfoLogLevel(InfoLogLevel.INFO_LEVEL)
        .setMaxLogFileSize(4L << 20)
        .setKeepLogFileNum(4)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
    options
        .setWriteBufferSize(memtableBytes)
        .setMaxWriteBufferNumber(4)
        .setTargetFileSizeBase(memtableBytes)
        .setMaxBytesForLevelBase(4 * memtableBytes)
        .setLevelCompactionDynamicLevelBytes(true)
        .setLevel0FileNumCompactionTrigger(4)
        .setLevel0SlowdownWritesTrigger(20)
        .setLevel0StopWritesTrigger(36)
        .setCompressionType(compression)
        .setBottommostCompressionType(bottommostCompression)
        .setTableFormatConfig(newTableConfig(resources, cache));
    return options;
  }

  private BlockBasedTableConfig newTableConfig(NativeResources resources, Cache cache) {
    BlockBasedTableConfig table = new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(blockBytes)
        .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
        .setDataBlockHashTableUtilRatio(0.75)
        // Index and filter in pieces inside the cache: memory stays bounded however large the
        // database grows, and a cold read loads a piece, not the whole.
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setPinTopLevelIndexAndFilter(true);
    if (filterBits > 0) {
      table
          .setFilterPolicy(resources.own(new BloomFilter(filterBits)))
          .setPartitionFilters(true)
          .setOptimizeFiltersForMemory(true);
    }
    return table;
  }
}
