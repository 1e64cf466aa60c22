package dev.dfdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.index.PostingsCache;
import dev.dfdb.internal.page.PageCache;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Caches;
import dev.dfdb.internal.transaction.Sharing;
import dev.dfdb.internal.transaction.TransactionFunctions;
import dev.dfdb.internal.transaction.TransactionRules;
import dev.dfdb.internal.transaction.Transactor;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Opens databases.
 *
 * <pre>{@code
 * try (Connection connection =
 *     Dfdb.createDb(Map.of("storage-config", Map.of("type", "rocksdb", "path", "people")))) {
 *   connection.transact("[{:person/name \"Ada\"}]");
 * }
 * }</pre>
 */
public final class Dfdb {

  /** Whether attributes must be declared before they are used. */
  private enum SchemaMode {
    OPEN,
    STRICT
  }

  private static final Option<SchemaMode> SCHEMA_MODE = Option.choice(
          "schema-mode",
          "open: an attribute never declared takes any value, cardinality one;"
              + " strict: it is refused",
          SchemaMode.class)
      .withDefault(SchemaMode.OPEN);

  private static final Option<Long> QUERY_CACHE = Option.bytes(
          "query-cache",
          "the most memory for what queries have read and may want again; 0 for none",
          0,
          1L << 40)
      .withDefault(PostingsCache.defaultBytes());

  private static final Option<Long> PAGE_CACHE = Option.bytes(
      "page-cache",
      "the most memory for pages of the indexes that were read of the storage; 0 for none",
      0,
      1L << 40);

  private static final Option<Duration> MAX_STALENESS = Option.duration(
          "max-staleness",
          "how long db() may go without looking whether another process has committed; 0 to look"
              + " each time")
      .withDefault(Sharing.USUAL.staleness());

  private static final Option<Duration> FOLLOW_INTERVAL = Option.duration(
          "follow-interval",
          "how often to look for commits of other processes while somebody follows the database")
      .withDefault(Sharing.USUAL.interval());

  private static final List<Option<?>> OPTIONS =
      List.of(SCHEMA_MODE, QUERY_CACHE, PAGE_CACHE, MAX_STALENESS, FOLLOW_INTERVAL);

  private static final String VALID_KEYS = "storage, storage-config, "
      + OPTIONS.stream().map(Option::name).collect(Collectors.joining(", "))
      + ", functions, predicates, " + "query-functions, query-aggregates, "
      + String.join(", ", QueryOptions.names());

  private Dfdb() {}

  /**
   * A new database in memory.
   *
   * @throws MisconfiguredException if the module dfdb-storage-memory is not there
   */
  public static Connection createDb() {
    return createDb(Map.of());
  }

  /**
   * Opens the database in a storage, beginning one if the storage is empty.
   *
   * @param config with these keys, all optional:
   *     <ul>
   *       <li>{@code storage}: an open {@link Storage}, which stays the caller's to close
   *       <li>{@code storage-config}: a map with the {@code type} of a storage and its options; the
   *           storage is opened, and closed with the connection
   *       <li>{@code schema-mode}: {@code open} (the default) or {@code strict}
   *       <li>{@code query-cache}: the most memory for what queries have read and may want again,
   *           such as {@code 256 MiB}; without it an eighth of the heap, and 0 for none
   *       <li>{@code page-cache}: the most memory for pages of the indexes as they were read of the
   *           storage, such as {@code 64 MiB}. Without it a sixteenth of the heap where the storage
   *           is shared by processes, as behind a server, and 0, none, where it isn't
   *       <li>{@code max-staleness}: how long {@link Connection#db} may go without looking whether
   *           another process has committed, such as {@code 50ms}; it still sees all that this
   *           connection has. Without it, or with 0, it looks each time
   *       <li>{@code follow-interval}: how often to look for commits of other processes while
   *           somebody listens, subscribes or waits; 100ms if it isn't given
   *       <li>{@code functions}: a map of names (a string or a {@link dev.dfdb.edn.Keyword} each)
   *           and the {@link TransactionFunction}s they call
   *       <li>{@code predicates}: a map of names and predicates: a
   *           {@link java.util.function.Predicate} of values, or a
   *           {@link java.util.function.Function} that gives true for good ones and anything else,
   *           such as a text, for others, for {@code :db.attr/preds}; an {@link EntityPredicate}
   *           for {@code :db.entity/preds}
   *     </ul>
   *     <ul>
   *       <li>{@code query-functions}: a map of names and the {@link QueryFunction}s they call
   *       <li>{@code query-aggregates}: a map of names and {@link java.util.stream.Collector}s
   *       <li>{@code prepared-queries}: how many queries are kept parsed and checked, those used
   *           last; 256 if it isn't given
   *       <li>{@code query-timeout}, {@code query-max-rows}, {@code query-max-memory-bytes}: the
   *           limits of queries that have none of their own ({@link Query}); without, there is only
   *           one of memory, half of what the Java machine may take
   *     </ul>
   *     With neither storage nor configuration the database is in memory.
   * @throws MisconfiguredException if a key or an option is unknown, of a wrong type or missing, or
   *     the storage holds something that is no database
   * @throws dev.dfdb.error.StorageException if the storage can't be opened
   */
  public static Connection createDb(Map<String, ?> config) {
    Map<String, Object> rest = new HashMap<>(config);
    Object given = rest.remove("storage");
    Object storageConfig = rest.remove("storage-config");
    Map<String, Object> queryOptions = new HashMap<>(rest);
    queryOptions.keySet().retainAll(QueryOptions.names());
    rest.keySet().removeAll(QueryOptions.names());
    QueryEngine engine = QueryOptions.engine(queryOptions);
    QueryOptions.register(rest.remove("query-functions"), rest.remove("query-aggregates"), engine);
    TransactionFunctions functions =
        Registrations.read(rest.remove("functions"), rest.remove("predicates"), engine);
    for (String key : rest.keySet()) {
      if (OPTIONS.stream().noneMatch(option -> option.name().equals(key))) {
        throw new MisconfiguredException(
            "the configuration of a database has no such key; the options of a storage go into its"
                + " storage-config",
            Map.of("key", key, "valid keys", VALID_KEYS));
      }
    }
    Settings settings = Settings.of("database", OPTIONS, rest);
    TransactionRules rules =
        new TransactionRules(settings.get(SCHEMA_MODE) == SchemaMode.STRICT, functions);
    if (given != null && storageConfig != null) {
      throw new MisconfiguredException(
          "give a storage or a storage-config, not both", Map.of("keys", config.keySet()));
    }
    if (given != null) {
      return new Connection(transactor(storage(given), rules, settings), engine, () -> {});
    }
    Storage opened = StorageProviders.find()
        .open(storageConfig == null ? Map.of("type", "memory") : map(storageConfig));
    try {
      return new Connection(transactor(opened, rules, settings), engine, opened::close);
    } catch (RuntimeException | Error failure) {
      opened.close();
      throw failure;
    }
  }

  private static Transactor transactor(Storage storage, TransactionRules rules, Settings settings) {
    return new Transactor(
        storage,
        rules,
        InstantSource.system(),
        new Caches(settings.get(QUERY_CACHE), pageBytes(storage, settings)),
        new Sharing(settings.get(MAX_STALENESS), settings.get(FOLLOW_INTERVAL)));
  }

  /** Pages are worth keeping where other processes can get at the storage too: behind a server. */
  private static long pageBytes(Storage storage, Settings settings) {
    boolean isRemote = storage.capabilities().sharedByProcesses();
    return settings.find(PAGE_CACHE).orElse(isRemote ? PageCache.defaultBytes() : 0);
  }

  private static Storage storage(Object given) {
    if (given instanceof Storage storage) {
      return storage;
    }
    throw wrong("storage", "an open dev.dfdb.storage.Storage", given);
  }

  private static Map<String, ?> map(Object config) {
    if (!(config instanceof Map<?, ?> map)) {
      throw wrong("storage-config", "a map with a type and options", config);
    }
    Map<String, Object> copy = new HashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static MisconfiguredException wrong(String key, String expected, Object given) {
    return new MisconfiguredException(
        "a key of the configuration has a wrong value",
        Map.of("key", key, "expected", expected, "type", given.getClass().getName()));
  }
}
