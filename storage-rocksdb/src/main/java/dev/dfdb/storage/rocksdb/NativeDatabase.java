package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.support.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database of the engine with everything native it needs, and its errors translated.
 *
 * <p>Calls may come from any thread, but none after or during {@link #close()}: the caller sees to
 * that. Iterators and snapshots count themselves with {@link #pin()}, and closing waits for them,
 * so that one freed by another thread at that moment is gone before the database is.
 */
final class NativeDatabase {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.storage.rocksdb");
  private static final long POLL_NANOS = 20_000;

  private final Path directory;
  private final EngineErrors errors;
  private final NativeResources resources;
  private final RocksDB db;
  private final Options options;
  private final Cache cache;
  private final Statistics statistics;
  private final ReadOptions reads;
  private final WriteOptions syncWrites;
  private final WriteOptions asyncWrites;
  private final WriteOptions unloggedWrites;
  private final FlushOptions flush;
  private final AtomicInteger pins = new AtomicInteger();

  private NativeDatabase(
      Path directory, RocksDbTuning tuning, WALRecoveryMode recovery, NativeResources resources)
      throws RocksDBException {
    this.directory = directory;
    this.resources = resources;
    this.errors = new EngineErrors(directory);
    this.cache = resources.own(tuning.newCache());
    this.statistics = resources.own(RocksDbTuning.counters());
    this.options = tuning.newOptions(resources, cache, statistics, recovery);
    this.db = resources.own(RocksDB.open(options, directory.toString()));
    tuning.engineOptions().applyTo(db);
    this.syncWrites = resources.own(new WriteOptions()).setSync(true);
    this.asyncWrites = resources.own(new WriteOptions());
    this.unloggedWrites = resources.own(new WriteOptions()).setDisableWAL(true);
    this.flush = resources.own(new FlushOptions());
    this.reads = resources.own(new ReadOptions());
  }

  /**
   * Opens the database of a directory that was {@linkplain DatabaseDirectory#prepare prepared}. If
   * it fails, nothing stays behind.
   */
  static NativeDatabase open(Path directory, RocksDbTuning tuning, WalRecovery recovery) {
    loadLibrary();
    if (recovery == WalRecovery.POINT_IN_TIME) {
      return open(directory, tuning, WALRecoveryMode.PointInTimeRecovery);
    }
    boolean isTorn = hasTornLog(directory);
    NativeDatabase opened;
    try {
      opened = open(directory, tuning, WALRecoveryMode.TolerateCorruptedTailRecords);
    } catch (CorruptionException e) {
      // The engine tolerates a record cut short, but not one of full length with wrong bytes, which
      // a power cut leaves too.
      checkLogsAreOnlyTorn(directory, e);
      opened = open(directory, tuning, WALRecoveryMode.PointInTimeRecovery);
      isTorn = true;
    }
    if (isTorn) {
      LOG.warn(
          "the log of {} ended in a torn record, as the loss of power leaves it, or the end of the"
              + " process; opened with all writes before it",
          directory);
    }
    return opened;
  }

  /** Whether a log ends within a record. */
  private static boolean hasTornLog(Path directory) {
    try {
      for (Path log : DatabaseDirectory.logs(directory)) {
        if (WalDamage.endsTorn(log)) {
          return true;
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      LOG.debug(
          "the logs of {} can't be looked at; the engine will say why", directory, unreadable);
    }
    return false;
  }

  private static NativeDatabase open(
      Path directory, RocksDbTuning tuning, WALRecoveryMode recovery) {
    NativeResources resources = new NativeResources();
    boolean opened = false;
    try {
      NativeDatabase database = new NativeDatabase(directory, tuning, recovery, resources);
      opened = true;
      return database;
    } catch (RocksDBException e) {
      throw new EngineErrors(directory).opening(e);
    } finally {
      if (!opened) {
        resources.close();
      }
    }
  }

  private static void loadLibrary() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new StorageUnavailableException(
          "the native library of RocksDB can't be loaded on this machine",
          Map.of(
              "os",
              System.getProperty("os.name") + " " + System.getProperty("os.arch"),
              "reason",
              String.valueOf(e.getMessage())),
          e);
    }
  }

  private static void checkLogsAreOnlyTorn(Path directory, CorruptionException e) {
    try {
      for (Path log : DatabaseDirectory.logs(directory)) {
        if (WalDamage.hasRecordBehind(log)) {
          Map<String, Object> context = new LinkedHashMap<>(e.context());
          context.put("file", log.getFileName());
          context.put("to lose what is behind", RocksDbOptions.WAL_RECOVERY + "=point-in-time");
          throw new CorruptionException(
              "the log is damaged, with whole records behind the damage", context, e.getCause());
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      e.addSuppressed(unreadable);
      throw e;
    }
  }

  Path directory() {
    return directory;
  }

  EngineErrors errors() {
    return errors;
  }

  RocksDB db() {
    return db;
  }

  Options options() {
    return options;
  }

  Cache cache() {
    return cache;
  }

  Statistics statistics() {
    return statistics;
  }

  /** The present value of a key. */
  byte @Nullable [] get(byte[] key) {
    return get(reads, key);
  }

  /**
   * The value of a key as {@code view} sees it.
   *
   * @throws IllegalArgumentException if the key is empty
   */
  byte @Nullable [] get(ReadOptions view, byte[] key) {
    Keys.check(key);
    try {
      return db.get(view, key);
    } catch (RocksDBException e) {
      throw errors.translate(e);
    }
  }

  /**
   * The values of keys as {@code view}, which reads a snapshot, sees them; null where absent.
   *
   * @throws IllegalArgumentException if a key is empty
   */
  List<byte @Nullable []> getAll(ReadOptions view, List<byte[]> keys) {
    Keys.check(keys);
    if (keys.isEmpty()) {
      return List.of();
    }
    try {
      List<byte @Nullable []> values = new ArrayList<>(db.multiGetAsList(view, keys));
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) == null) {
          // The Java binding gives null for a key that could not be read as well.
          values.set(i, db.get(view, keys.get(i)));
        }
      }
      return Collections.unmodifiableList(values);
    } catch (RocksDBException e) {
      throw errors.translate(e);
    }
  }

  /** Writes one entry. */
  void put(byte[] key, byte[] value, Durability durability) {
    try {
      db.put(writeOptions(durability), key, value);
    } catch (RocksDBException e) {
      throw errors.writing(e);
    }
  }

  /** Writes a batch that has records. */
  void write(EncodedBatch batch, Durability durability) {
    try (org.rocksdb.WriteBatch nativeBatch = batch.toNative()) {
      db.write(writeOptions(durability), nativeBatch);
    } catch (RocksDBException e) {
      throw errors.writing(e);
    }
  }

  /** Syncs the log. */
  void syncLog() {
    try {
      db.flushWal(true);
    } catch (RocksDBException e) {
      throw errors.translate(e);
    }
  }

  /** Writes the memtables out as files, synced. */
  void flushMemtables() {
    try {
      db.flush(flush);
    } catch (RocksDBException e) {
      throw errors.translate(e);
    }
  }

  /** How many bytes the memtables take that are not written out as files. */
  long memtableBytes() {
    try {
      return db.getLongProperty("rocksdb.cur-size-all-mem-tables");
    } catch (RocksDBException e) {
      throw errors.translate(e);
    }
  }

  /** Counts a native object that must be freed before the database. */
  void pin() {
    pins.getAndIncrement();
  }

  /** Says that it is freed. */
  void unpin() {
    pins.getAndDecrement();
  }

  /** Waits for what is pinned, and frees everything. Syncs nothing. */
  void close() {
    while (pins.get() != 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    resources.close();
  }

  private WriteOptions writeOptions(Durability durability) {
    return switch (durability) {
      case SYNC -> syncWrites;
      case ASYNC -> asyncWrites;
      case NONE -> unloggedWrites;
    };
  }
}
