package dev.dfdb.storage.postgres;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A storage in a table of a PostgreSQL server, which any number of processes may have open.
 *
 * <p>Reads run in parallel, each a round trip; a batch is one round trip, too. Batches of all
 * processes are applied one after another. A snapshot, and a cursor that reads more than its first
 * page, hold a connection and a transaction, and the server keeps what was replaced meanwhile: keep
 * them short. When the server was away, the storage goes on by itself as soon as it is back. Safe
 * from any thread.
 */
public final class PostgresStorage implements Storage {

  /** What fits into an entry of the server's index, with room to spare. */
  private static final int MAX_KEY_BYTES = 2_048;

  private final Connections connections;
  private final Durability durability;
  private final Capabilities capabilities;
  private final OpenResources resources;
  private final CloseGate gate = new CloseGate("storage");
  private final Prefetcher prefetcher = new Prefetcher();
  private final TableName table;
  private final Reads reads;
  private final BatchWriter writer;
  private final Maintenance maintenance;

  private PostgresStorage(
      Connections connections, TableName table, Limits limits, Durability durability) {
    this.connections = connections;
    this.table = table;
    this.durability = durability;
    this.capabilities = new Capabilities(
        limits,
        Set.of(Durability.SYNC, Durability.ASYNC),
        SnapshotLifetime.PINS_CONNECTION,
        true,
        true);
    this.resources = new OpenResources("PostgreSQL storage " + connections.server() + " " + table);
    this.reads = new Reads(table);
    this.writer = new BatchWriter(connections, table);
    this.maintenance = new Maintenance(connections, table);
  }

  /**
   * Opens a table through a pool of connections of its own.
   *
   * @param settings values of {@link PostgresOptions}
   * @throws MisconfiguredException if options contradict each other, the server refuses the
   *     credentials, or the table is not one of dfdb
   * @throws dev.dfdb.error.StorageUnavailableException if the server can't be reached, or the table
   *     is missing and not to be made
   */
  public static PostgresStorage open(Settings settings) {
    Limits limits = limits(settings);
    TableName table = TableName.of(settings);
    checkDurability(settings.get(PostgresOptions.DURABILITY));
    Connections connections = Connections.open(settings, table);
    return open(connections, table, limits, settings);
  }

  /**
   * Opens a table through a pool of connections of its own.
   *
   * @param config values of {@link PostgresOptions} by name
   * @throws MisconfiguredException also if an option is unknown, missing, or of a wrong kind
   * @see #open(Settings)
   */
  public static PostgresStorage open(Map<String, ?> config) {
    return open(Settings.of(PostgresStorageProvider.TYPE, PostgresOptions.ALL, config));
  }

  /**
   * Opens a table through connections of the caller's, which stay the caller's to configure and to
   * close. They must be connections of the PostgreSQL driver, or unwrap to them, be in auto-commit
   * mode when they are handed out, and begin transactions as read committed. Set timeouts.
   *
   * @param source hands out connections, at least two at once
   * @param config values of {@link PostgresOptions#WITHOUT_CONNECTIONS} by name
   * @see #open(Settings)
   */
  public static PostgresStorage open(DataSource source, Map<String, ?> config) {
    Settings settings =
        Settings.of(PostgresStorageProvider.TYPE, PostgresOptions.WITHOUT_CONNECTIONS, config);
    Limits limits = limits(settings);
    TableName table = TableName.of(settings);
    checkDurability(settings.get(PostgresOptions.DURABILITY));
    return open(Connections.of(source, table), table, limits, settings);
  }

  private static PostgresStorage open(
      Connections connections, TableName table, Limits limits, Settings settings) {
    try {
      new TableSetup(connections, table).run(settings.get(PostgresOptions.CREATE_IF_MISSING));
    } catch (RuntimeException | Error e) {
      connections.close();
      throw e;
    }
    return new PostgresStorage(
        connections, table, limits, settings.get(PostgresOptions.DURABILITY));
  }

  private static Limits limits(Settings settings) {
    long value = settings.get(PostgresOptions.MAX_VALUE_BYTES);
    long batch = settings.get(PostgresOptions.MAX_BATCH_BYTES);
    if (batch < value + MAX_KEY_BYTES) {
      throw new MisconfiguredException(
          "max-batch-bytes has no room for the largest entry",
          Map.of("max-batch-bytes", batch, "least", value + MAX_KEY_BYTES));
    }
    return new Limits(MAX_KEY_BYTES, Math.toIntExact(value), batch);
  }

  private static void checkDurability(Durability mode) {
    if (mode == Durability.NONE) {
      throw new MisconfiguredException(
          "the storage does not have this durability",
          Map.of("durability", mode, "available", "sync, async"));
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Keys.check(key);
    return gate.inside(() -> connections.read(connection -> reads.get(connection, key)))
        .orElse(null);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte[]> checked = Keys.copy(keys);
    return gate.inside(() -> checked.isEmpty()
        ? List.of()
        : connections.read(connection -> reads.getAll(connection, checked)));
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    long limit = options.limit();
    boolean reverse = options.reverse();
    boolean isEmpty = range.isEmpty() || limit == 0;
    return gate.inside(() -> {
      PinnedState state = isEmpty ? PinnedState.none(connections) : PinnedState.take(connections);
      return new PostgresCursor(
          new Pages(reads, state, range, reverse, limit), limit, resources, prefetcher);
    });
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    capabilities.limits().check(batch);
    Durability mode = batch.durability().orElse(durability);
    checkDurability(mode);
    gate.inside(() -> {
      writer.write(batch, mode == Durability.SYNC);
      return true;
    });
  }

  @Override
  public Snapshot snapshot() {
    return gate.inside(() ->
        new PostgresSnapshot(reads, PinnedState.take(connections), gate, resources, prefetcher));
  }

  @Override
  public void sync() {
    gate.inside(() -> {
      writer.sync();
      return true;
    });
  }

  /**
   * Makes the space of what was deleted or replaced usable again for new entries, but for what an
   * open snapshot, of whatever process, may still see. The server does this by itself, too.
   */
  @Override
  public void compact() {
    gate.inside(() -> {
      maintenance.vacuum();
      return true;
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Runs of entries that fall between the keys already there are copied straight into the table,
   * and are the fastest to load: ascending keys, or an empty table. The entries are taken outside
   * of all locks: others may read and write meanwhile.
   */
  @Override
  public long load(Iterator<Entry> entries) {
    Objects.requireNonNull(entries, "entries");
    return new BulkLoad(table, writer, gate, capabilities.limits()).load(entries);
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@code table-bytes} is what the table takes on the server's disk, index included;
   * {@code dead-rows} what waits for a vacuum, by the server's estimate.
   * {@code connections-awaited} above 0 for long means that the pool is too small.
   */
  @Override
  public Map<String, Long> statistics() {
    return gate.inside(() -> {
      Map<String, Long> figures = new LinkedHashMap<>();
      figures.put("open-cursors", resources.count(OpenResources.Kind.CURSOR));
      figures.put("open-snapshots", resources.count(OpenResources.Kind.SNAPSHOT));
      figures.putAll(connections.figures());
      figures.putAll(maintenance.figures());
      return figures;
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>The pool is closed with it; a data source of the caller's is not.
   */
  @Override
  public void close() {
    gate.close(() -> {
      resources.closeAll();
      prefetcher.close();
      connections.close();
    });
  }

  /** Where it is, without anything secret. */
  @Override
  public String toString() {
    return "PostgreSQL storage " + connections.server() + " " + table;
  }
}
