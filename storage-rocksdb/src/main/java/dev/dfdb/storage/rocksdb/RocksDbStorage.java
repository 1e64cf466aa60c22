package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Checkpointing;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.CloseGate;
import dev.dfdb.storage.support.Machine;
import dev.dfdb.storage.support.OpenResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage in a local directory, on RocksDB.
 *
 * <p>One process at a time may have a directory open, and that process once. Reads run in parallel;
 * writes pass through one queue, where concurrent ones share a write and a sync. A cursor or a
 * snapshot may stay open as long as it likes, but keeps on disk and in memory what was replaced
 * meanwhile. Safe from any thread.
 */
public final class RocksDbStorage implements Storage, Checkpointing {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.storage.rocksdb");

  /** So much of a log is read again in less time than a file takes to be written. */
  private static final long QUICKLY_RECOVERED_BYTES = 2 << 20;

  private final NativeDatabase database;
  private final RocksDbTuning tuning;
  private final Durability durability;
  private final Capabilities capabilities;
  private final OpenResources resources;
  private final CloseGate gate = new CloseGate("storage");
  private final SyncPoints syncPoints;
  private final GroupCommit commits;
  private final FullCompaction compaction;
  private final @Nullable BackgroundSync backgroundSync;

  private RocksDbStorage(NativeDatabase database, RocksDbTuning tuning, Settings settings) {
    this.database = database;
    this.tuning = tuning;
    this.durability = settings.get(RocksDbOptions.DURABILITY);
    this.capabilities = new Capabilities(
        tuning.limits(), EnumSet.allOf(Durability.class), SnapshotLifetime.UNBOUNDED, true, false);
    this.resources = new OpenResources("RocksDB storage " + database.directory());
    this.syncPoints = new SyncPoints(database);
    this.commits = new GroupCommit(database, syncPoints);
    this.compaction = new FullCompaction(database);
    Duration interval = settings.get(RocksDbOptions.ASYNC_SYNC_INTERVAL);
    this.backgroundSync = interval.isZero()
        ? null
        : new BackgroundSync(
            String.valueOf(database.directory().getFileName()), syncPoints, interval);
  }

  /**
   * Opens the database of a directory.
   *
   * @param settings values of {@link RocksDbOptions}
   * @throws MisconfiguredException if options contradict each other, or the directory holds
   *     something else
   * @throws dev.dfdb.error.StorageUnavailableException if the directory is held by a process, this
   *     one included, or can't be made or used, or the native library can't be loaded
   * @throws dev.dfdb.error.CorruptionException if the database is damaged
   */
  public static RocksDbStorage open(Settings settings) {
    RocksDbTuning tuning = RocksDbTuning.of(settings);
    HarmfulSettings.find(settings, tuning, Machine.current()).forEach(harm -> LOG.warn("{}", harm));
    Path directory = DatabaseDirectory.prepare(
        settings.get(RocksDbOptions.PATH), settings.get(RocksDbOptions.CREATE_IF_MISSING));
    NativeDatabase database =
        NativeDatabase.open(directory, tuning, settings.get(RocksDbOptions.WAL_RECOVERY));
    try {
      DatabaseDirectory.clearLoads(directory);
    } catch (StorageException e) {
      database.close();
      throw e;
    }
    LOG.info(
        "opened {}: durability {}, {} MiB of native memory, memtables of {} MiB, {} background jobs",
        directory,
        settings.get(RocksDbOptions.DURABILITY),
        tuning.memoryBytes() >> 20,
        tuning.memtableBytes() >> 20,
        tuning.backgroundJobs());
    return new RocksDbStorage(database, tuning, settings);
  }

  /**
   * Opens the database of a directory.
   *
   * @param config values of {@link RocksDbOptions} by name
   * @throws MisconfiguredException also if an option is unknown, missing, or of a wrong kind
   * @see #open(Settings)
   */
  public static RocksDbStorage open(Map<String, ?> config) {
    return open(Settings.of(RocksDbStorageProvider.TYPE, RocksDbOptions.ALL, config));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    int stripe = gate.enter();
    try {
      return database.get(key);
    } finally {
      gate.leave(stripe);
    }
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    int stripe = gate.enter();
    try {
      NativeSnapshot now = new NativeSnapshot(database);
      try {
        return database.getAll(now.reads(), keys);
      } finally {
        now.release();
      }
    } finally {
      gate.leave(stripe);
    }
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    int stripe = gate.enter();
    try {
      return new RocksDbCursor(
          new NativeIterator(database, range, options.reverse(), null), options.limit(), resources);
    } finally {
      gate.leave(stripe);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    tuning.limits().check(key, value);
    commit(QueuedBatch.of(key, value, durability), durability);
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    tuning.limits().check(batch);
    Durability asked = batch.durability().orElse(durability);
    commit(QueuedBatch.of(batch, asked), asked);
  }

  private void commit(QueuedBatch batch, Durability asked) {
    int stripe = gate.enter();
    try {
      commits.commit(batch);
      if (asked == Durability.ASYNC && backgroundSync != null) {
        backgroundSync.arm();
      }
    } finally {
      gate.leave(stripe);
    }
  }

  @Override
  public Snapshot snapshot() {
    int stripe = gate.enter();
    try {
      return new RocksDbSnapshot(database, gate, resources);
    } finally {
      gate.leave(stripe);
    }
  }

  @Override
  public void sync() {
    int stripe = gate.enter();
    try {
      syncPoints.sync();
    } finally {
      gate.leave(stripe);
    }
  }

  /**
   * Rewrites the whole database, so that nothing deleted or replaced takes space any more. Closing
   * the storage meanwhile ends it early.
   */
  @Override
  public void compact() {
    int stripe = gate.enter();
    try {
      syncPoints.sync();
      if (!compaction.run()) {
        throw gate.closed();
      }
    } finally {
      gate.leave(stripe);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Entries in ascending order, without repeats, are written straight into files and are the
   * fastest to load. The entries are taken outside of all locks: others may read and write
   * meanwhile.
   */
  @Override
  public long load(Iterator<Entry> entries) {
    try (BulkLoad load = new BulkLoad(database, commits, syncPoints, gate, tuning.limits())) {
      return load.load(entries);
    }
  }

  /**
   * Makes a copy of the present state that can be opened as a database of its own: a backup. On the
   * same file system it consists of hard links, takes no space at first, and is done at once.
   *
   * @param target a directory that does not exist yet, in one that does
   * @throws MisconfiguredException if the target exists
   */
  @Override
  public void checkpoint(Path target) {
    int stripe = gate.enter();
    try (Checkpoint checkpoint = Checkpoint.create(database.db())) {
      if (Files.exists(target)) {
        throw new MisconfiguredException(
            "the target of a checkpoint exists already", Map.of("path", target));
      }
      checkpoint.createCheckpoint(target.toAbsolutePath().toString());
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    } finally {
      gate.leave(stripe);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@code native-memory-bytes} is what the database takes of native memory, but for the buffers
   * of running compactions; {@code memory-limit-bytes} is the option {@code memory-bytes}.
   */
  @Override
  public Map<String, Long> statistics() {
    int stripe = gate.enter();
    try {
      Map<String, Long> figures = new LinkedHashMap<>();
      figures.put("open-cursors", resources.count(OpenResources.Kind.CURSOR));
      figures.put("open-snapshots", resources.count(OpenResources.Kind.SNAPSHOT));
      figures.putAll(EngineFigures.read(database, commits, tuning.memoryBytes()));
      return figures;
    } finally {
      gate.leave(stripe);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Everything acknowledged is on disk afterwards, whatever its durability, and in files where
   * that is much, so that opening again has no long log to go through.
   *
   * @throws dev.dfdb.error.StorageException if that failed; the storage is closed nevertheless
   */
  @Override
  public void close() {
    compaction.cancel();
    gate.close(this::release);
  }

  private void release() {
    if (backgroundSync != null) {
      backgroundSync.close();
    }
    resources.closeAll();
    try {
      syncPoints.sync();
      flush();
    } finally {
      database.close();
    }
  }

  /** Spares the next to open the database the way through the log, which has it all already. */
  private void flush() {
    try {
      if (database.memtableBytes() > QUICKLY_RECOVERED_BYTES) {
        database.flushMemtables();
      }
    } catch (StorageException e) {
      LOG.warn(
          "the memtables could not be flushed, so that opening will take longer: {}",
          e.getMessage());
    }
  }
}
