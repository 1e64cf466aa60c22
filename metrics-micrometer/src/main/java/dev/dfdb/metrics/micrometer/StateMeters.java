package dev.dfdb.metrics.micrometer;

import dev.dfdb.Connection;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The meters of what there is: figures of a connection and its storage, asked for when read. */
final class StateMeters {

  private final Connection connection;

  StateMeters(Connection connection) {
    this.connection = connection;
  }

  void register(Registered meters) {
    meters.counter(
        "dfdb.commits", "commits", "Writes of groups of transactions", this, of("commits"));
    meters.counter(
        "dfdb.conflicts",
        "conflicts",
        "Writes that others were faster than, and that were made again",
        this,
        of("conflicts"));
    meters.counter(
        "dfdb.transactions.starved",
        "transactions",
        "Transactions given up after many conflicts",
        this,
        of("starved-transactions"));
    meters.counter(
        "dfdb.commits.unknown",
        "commits",
        "Writes that the storage did not answer, and that were looked for",
        this,
        of("unknown-outcomes"));
    meters.gauge(
        "dfdb.t", "transactions", "The number of the last transaction", this, StateMeters::t);
    meters.gauge("dfdb.datoms", "datoms", "Live datoms", this, StateMeters::live);
    meters.gauge(
        "dfdb.history",
        "datoms",
        "Datoms of the log: the size of the history",
        this,
        StateMeters::logged);
    caches(meters);
    storage(meters);
  }

  private void caches(Registered meters) {
    String size = "dfdb.cache.size";
    String gets = "dfdb.cache.gets";
    String held = "What a cache holds";
    String found = "Readings that a cache had, and that it had not";
    meters.gauge(size, "bytes", held, this, StateMeters::queryCache, "cache", "queries");
    meters.gauge(size, "bytes", held, this, of("page-cache-bytes"), "cache", "pages");
    meters.counter(gets, "gets", found, this, of("page-cache-hits"), hit("pages"));
    meters.counter(gets, "gets", found, this, of("page-cache-misses"), miss("pages"));
    if (has("cache-bytes")) {
      meters.gauge(size, "bytes", held, this, ofStorage("cache-bytes"), "cache", "blocks");
      meters.counter(gets, "gets", found, this, ofStorage("cache-hits"), hit("blocks"));
      meters.counter(gets, "gets", found, this, ofStorage("cache-misses"), miss("blocks"));
    }
  }

  private void storage(Registered meters) {
    gauge(meters, "open-cursors", "dfdb.cursors.open", "cursors", "Cursors that are open");
    gauge(meters, "open-snapshots", "dfdb.snapshots.open", "snapshots", "Snapshots that are open");
    gauge(meters, "sst-bytes", "dfdb.storage.files", "bytes", "What data files take on the disk");
    gauge(meters, "native-memory-bytes", "dfdb.storage.memory", "bytes", "Native memory taken");
    gauge(
        meters,
        "memory-limit-bytes",
        "dfdb.storage.memory.limit",
        "bytes",
        "Native memory that caches and memtables may take");
    gauge(
        meters,
        "pending-compaction-bytes",
        "dfdb.storage.compaction.pending",
        "bytes",
        "What compaction has still to rewrite");
    counter(meters, "compacted-bytes", "dfdb.storage.compaction", "Bytes written by compaction");
    counter(meters, "wal-bytes", "dfdb.storage.log", "Bytes written to the log");
    gauge(
        meters,
        "background-errors",
        "dfdb.storage.errors",
        "errors",
        "Errors of flushes and compactions");
  }

  private void gauge(
      Registered meters, String figure, String name, String unit, String description) {
    if (has(figure)) {
      meters.gauge(name, unit, description, this, ofStorage(figure));
    }
  }

  private void counter(Registered meters, String figure, String name, String description) {
    if (has(figure)) {
      meters.counter(name, "bytes", description, this, ofStorage(figure));
    }
  }

  private static String[] hit(String cache) {
    return new String[] {"cache", cache, "result", "hit"};
  }

  private static String[] miss(String cache) {
    return new String[] {"cache", cache, "result", "miss"};
  }

  private boolean has(String figure) {
    return connection.storage().statistics().containsKey(figure);
  }

  private double t() {
    return connection.isClosed() ? Double.NaN : connection.db().basisT();
  }

  private double live() {
    return connection.isClosed() ? Double.NaN : connection.db().datomCounts().live();
  }

  private double logged() {
    return connection.isClosed() ? Double.NaN : connection.db().datomCounts().logged();
  }

  private double queryCache() {
    return connection.isClosed() ? Double.NaN : connection.db().stats().cachedBytes();
  }

  private static ToDoubleFunction<StateMeters> of(String figure) {
    return meters -> figure(meters.connection.statistics(), figure);
  }

  private static ToDoubleFunction<StateMeters> ofStorage(String figure) {
    return meters -> meters.connection.isClosed()
        ? Double.NaN
        : figure(meters.connection.storage().statistics(), figure);
  }

  private static double figure(Map<String, Long> figures, String name) {
    Long value = figures.get(name);
    return value == null ? Double.NaN : value;
  }
}
