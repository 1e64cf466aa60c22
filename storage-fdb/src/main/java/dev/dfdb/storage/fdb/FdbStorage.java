package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Database;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.CloseGate;
import dev.dfdb.storage.support.Keys;
import dev.dfdb.storage.support.OpenResources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage in a FoundationDB cluster, which any number of processes may have open.
 *
 * <p>Reads and writes run in parallel; the cluster decides which of two batches that conflict was
 * first. A snapshot, and a cursor, can be read for some five seconds: then reading fails with
 * {@link dev.dfdb.error.TransientStorageException}. The database above goes on by itself. Every
 * batch is on the disks of the cluster when the call returns. Safe from any thread.
 */
public final class FdbStorage implements Storage {

  /** The longest key, with room for what the cluster's own limit has to hold besides. */
  static final int MAX_KEY_BYTES = 4_096;

  private final Client client;
  private final Runnable release;
  private final String name;
  private final Capabilities capabilities;
  private final OpenResources resources;
  private final CloseGate gate = new CloseGate("storage");
  private final Reads reads;
  private final BatchWriter writer;
  private final Watches watches;

  private FdbStorage(Client client, Reads reads, String cluster, Limits limits, Runnable release) {
    this.client = client;
    this.reads = reads;
    this.release = release;
    this.name = "FoundationDB storage " + cluster + " " + reads.keyspace();
    this.capabilities =
        new Capabilities(limits, Set.of(Durability.SYNC), SnapshotLifetime.SECONDS, true, true);
    this.resources = new OpenResources(name);
    this.writer = new BatchWriter(client, reads);
    this.watches = new Watches(client, reads);
  }

  /**
   * Opens a database in the cluster that a file names.
   *
   * @param settings values of {@link FdbOptions}
   * @throws MisconfiguredException if options contradict each other, or the client library of
   *     FoundationDB is missing or of another version
   * @throws dev.dfdb.error.StorageUnavailableException if the cluster does not answer
   */
  public static FdbStorage open(Settings settings) {
    FdbOptions.check(settings);
    limits(settings);
    new Keyspace(settings.get(FdbOptions.KEY_PREFIX));
    ClusterConnection connection = ClusterConnection.open(settings);
    try {
      return open(connection, settings);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a database in the cluster that a file names.
   *
   * @param config values of {@link FdbOptions} by name
   * @throws MisconfiguredException also if an option is unknown, missing, or of a wrong kind
   * @see #open(Settings)
   */
  public static FdbStorage open(Map<String, ?> config) {
    return open(Settings.of(FdbStorageProvider.TYPE, FdbOptions.ALL, config));
  }

  /**
   * Opens a database through a client of the caller's, which stays the caller's to close.
   *
   * @param database the client, of FoundationDB or of a simulated cluster
   * @param nanoTime the time in nanoseconds that goes with it, such as {@code System::nanoTime}
   * @param config values of {@link FdbOptions#WITHOUT_CLUSTER} by name
   * @throws MisconfiguredException if an option is unknown or of a wrong kind, or they contradict
   *     each other
   */
  public static FdbStorage open(Database database, LongSupplier nanoTime, Map<String, ?> config) {
    Settings settings = Settings.of(FdbStorageProvider.TYPE, FdbOptions.WITHOUT_CLUSTER, config);
    FdbOptions.check(settings);
    Replies replies = FdbOptions.replies(settings);
    return open(database, nanoTime, replies, "of the caller's", settings, () -> {});
  }

  private static FdbStorage open(ClusterConnection connection, Settings settings) {
    return open(
        connection.database(),
        System::nanoTime,
        connection.replies(),
        connection.name(),
        settings,
        connection::close);
  }

  private static FdbStorage open(
      Database database,
      LongSupplier nanoTime,
      Replies replies,
      String cluster,
      Settings settings,
      Runnable release) {
    FdbErrors errors = new FdbErrors(cluster, settings);
    Client client = new Client(database, nanoTime, replies, errors, settings);
    byte[] directory = settings
        .find(FdbOptions.DIRECTORY)
        .map(path -> Directory.open(client, path))
        .orElse(new byte[0]);
    Keyspace keyspace = new Keyspace(directory, settings.get(FdbOptions.KEY_PREFIX));
    new Layout(client, keyspace).check();
    return new FdbStorage(client, new Reads(keyspace, replies), cluster, limits(settings), release);
  }

  private static Limits limits(Settings settings) {
    long value = settings.get(FdbOptions.MAX_VALUE_BYTES);
    long batch = settings.get(FdbOptions.MAX_BATCH_BYTES);
    if (batch < value + MAX_KEY_BYTES) {
      throw new MisconfiguredException(
          "max-batch-bytes has no room for the largest entry",
          Map.of("max-batch-bytes", batch, "least", value + MAX_KEY_BYTES));
    }
    return new Limits(MAX_KEY_BYTES, Math.toIntExact(value), batch);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return getAll(List.of(key)).get(0);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte[]> checked = Keys.copy(keys);
    return gate.inside(() -> checked.isEmpty()
        ? List.of()
        : client.read(transaction -> reads.getAll(transaction.snapshot(), checked)));
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return gate.inside(() -> cursor(PinnedState.take(client, reads.keyspace()), range, options));
  }

  private Cursor cursor(PinnedState state, KeyRange range, ScanOptions options) {
    Pages pages = new Pages(reads, state, range, options.reverse(), options.limit());
    return new FdbCursor(pages, gate, resources);
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    capabilities.limits().check(batch);
    Durability mode = batch.durability().orElse(Durability.SYNC);
    if (mode != Durability.SYNC) {
      throw new MisconfiguredException(
          "the storage does not have this durability",
          Map.of("durability", mode, "available", "sync"));
    }
    gate.inside(() -> {
      writer.write(batch);
      return true;
    });
  }

  @Override
  public Snapshot snapshot() {
    return gate.inside(
        () -> new FdbSnapshot(reads, PinnedState.take(client, reads.keyspace()), gate, resources));
  }

  /** {@inheritDoc} It is a watch of the cluster. */
  @Override
  public Optional<CompletableFuture<Void>> whenChanged(byte[] key, byte[] value) {
    Keys.check(key);
    return gate.inside(() -> Optional.of(watches.begin(key, value)));
  }

  /** {@inheritDoc} Everything acknowledged is on disk already. */
  @Override
  public void sync() {
    gate.inside(() -> true);
  }

  /** Removes what processes have left that are gone. The cluster sees to its space by itself. */
  @Override
  public void compact() {
    gate.inside(() -> {
      writer.removeOldMarks();
      return true;
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@code estimated-bytes} is what the entries take, by the cluster's estimate; {@code retries}
   * how often a call was tried again, and {@code settled-outcomes} how many commits were looked for
   * because the cluster could not say what became of them, since the storage was opened.
   */
  @Override
  public Map<String, Long> statistics() {
    return gate.inside(() -> {
      Map<String, Long> figures = new LinkedHashMap<>();
      figures.put("open-cursors", resources.count(OpenResources.Kind.CURSOR));
      figures.put("open-snapshots", resources.count(OpenResources.Kind.SNAPSHOT));
      figures.put("retries", client.retries());
      figures.put("settled-outcomes", writer.settled());
      KeyRange all = KeyRange.all();
      figures.put(
          "estimated-bytes",
          client.read(transaction -> client.await(transaction.getEstimatedRangeSizeBytes(
              reads.keyspace().begin(all), reads.keyspace().end(all)))));
      return figures;
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>A client of the caller's is not closed with it. The network thread of the process goes on,
   * for other storages, and ends with the process; a storage may still be closed by a shutdown
   * hook.
   */
  @Override
  public void close() {
    gate.close(() -> {
      resources.closeAll();
      watches.close();
      writer.close();
      release.run();
    });
  }

  /** Removes the whole database, so that the next who opens it begins anew. */
  void clear() {
    gate.inside(() -> {
      writer.clearAll();
      return true;
    });
  }

  /** Where it is. */
  @Override
  public String toString() {
    return name;
  }
}
