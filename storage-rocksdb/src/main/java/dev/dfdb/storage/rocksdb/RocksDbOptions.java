package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Every option of the RocksDB backend (S12). {@link #ALL} is their order in the documentation.
 *
 * <p>Where an option has no default here, the backend works one out from the others; its
 * description says how.
 */
public final class RocksDbOptions {

  /** Where the database is. */
  public static final Option<Path> PATH = Option.path(
          "path", "Directory of the database; nothing else may be in it.")
      .asRequired();

  /** Whether a new database is made where there is none. */
  public static final Option<Boolean> CREATE_IF_MISSING = Option.bool(
          "create-if-missing",
          "Make the directory and an empty database where there is none; false makes that an error.")
      .withDefault(true);

  /** The durability of batches that do not ask for one. */
  public static final Option<Durability> DURABILITY = Option.choice(
          "durability", "How safe a write is that does not say so itself.", Durability.class)
      .withDefault(Durability.SYNC);

  /** How long an async write stays unsynced at most. */
  public static final Option<Duration> ASYNC_SYNC_INTERVAL = Option.duration(
          "async-sync-interval",
          "The log is synced at most this long after an async write: what a power cut may take."
              + " 0 leaves it to the operating system.")
      .withDefault(Duration.ofMillis(100));

  /** The bound on native memory. */
  public static final Option<Long> MEMORY_BYTES = Option.bytes(
      "memory-bytes",
      "Native memory for blocks, indexes, filters and memtables together. Without it: an eighth of"
          + " the memory of the machine or container, from 64MiB to 2GiB.",
      8L << 20,
      1L << 42);

  /** The size of a memtable. */
  public static final Option<Long> MEMTABLE_BYTES = Option.bytes(
      "memtable-bytes",
      "Size at which the memtable is written out as a file; at most half of memory-bytes. Without"
          + " it: a quarter of memory-bytes, at most 64MiB.",
      1L << 20,
      1L << 32);

  /** Compression of the upper levels. */
  public static final Option<RocksDbCompression> COMPRESSION = Option.choice(
          "compression",
          "Compression of all levels but the last, which are rewritten often.",
          RocksDbCompression.class)
      .withDefault(RocksDbCompression.LZ4);

  /** Compression of the last level. */
  public static final Option<RocksDbCompression> BOTTOMMOST_COMPRESSION = Option.choice(
          "bottommost-compression",
          "Compression of the last level, which holds most of the data.",
          RocksDbCompression.class)
      .withDefault(RocksDbCompression.ZSTD);

  /** The size of a data block. */
  public static final Option<Long> BLOCK_BYTES = Option.bytes(
          "block-bytes",
          "Size of a data block before compression: smaller favours gets, larger scans and"
              + " compression.",
          1L << 10,
          1L << 22)
      .withDefault(8L << 10);

  /** Bits of bloom filter for each key. */
  public static final Option<Integer> FILTER_BITS = Option.integer(
          "filter-bits",
          "Bits of bloom filter for each key, which spare gets the files without it; 0 for none.",
          0,
          30)
      .withDefault(10);

  /** Threads that flush and compact. */
  public static final Option<Integer> BACKGROUND_JOBS = Option.integer(
      "background-jobs",
      "Flushes and compactions that may run at once. Without it: the processors, from 2 to 8.",
      1,
      256);

  /** Bound on file descriptors. */
  public static final Option<Integer> MAX_OPEN_FILES = Option.integer(
          "max-open-files", "Data files held open at once; -1 for all.", -1, 1 << 20)
      .withDefault(1000);

  /** Whether the operating system's page cache is passed by. */
  public static final Option<Boolean> DIRECT_IO = Option.bool(
          "direct-io",
          "Read, flush and compact past the page cache of the operating system, so that"
              + " memory-bytes is the only cache; not on every file system.")
      .withDefault(false);

  /** What to do about a damaged log at open. */
  public static final Option<WalRecovery> WAL_RECOVERY = Option.choice(
          "wal-recovery",
          "What a damaged log does to opening: strict forgives only a torn last record, as a power"
              + " cut leaves it; point-in-time opens with the writes before the damage.",
          WalRecovery.class)
      .withDefault(WalRecovery.STRICT);

  /** Whatever else the engine can be told while it is open. */
  public static final Option<String> ENGINE_OPTIONS = Option.string(
      "engine-options",
      "Options of RocksDB by its own names, as name=value;name=value: all that it lets be changed"
          + " while it is open. They win over those above.");

  /** The largest value. */
  public static final Option<Long> MAX_VALUE_BYTES = Option.bytes(
          "max-value-bytes", "The largest value that may be written.", 1L << 10, 1L << 29)
      .withDefault(64L << 20);

  /** The largest batch. */
  public static final Option<Long> MAX_BATCH_BYTES = Option.bytes(
          "max-batch-bytes",
          "The largest batch; at least max-value-bytes and the longest key together.",
          64L << 10,
          1L << 30)
      .withDefault(256L << 20);

  /** Every option, in the order of the documentation. */
  public static final List<Option<?>> ALL = List.of(
      PATH,
      CREATE_IF_MISSING,
      DURABILITY,
      ASYNC_SYNC_INTERVAL,
      MEMORY_BYTES,
      MEMTABLE_BYTES,
      COMPRESSION,
      BOTTOMMOST_COMPRESSION,
      BLOCK_BYTES,
      FILTER_BITS,
      BACKGROUND_JOBS,
      MAX_OPEN_FILES,
      DIRECT_IO,
      WAL_RECOVERY,
      ENGINE_OPTIONS,
      MAX_VALUE_BYTES,
      MAX_BATCH_BYTES);

  private RocksDbOptions() {}
}
