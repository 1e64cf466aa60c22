package dev.dfdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.index.PostingsCache;
import dev.dfdb.internal.namespace.Directory;
import dev.dfdb.internal.namespace.Region;
import dev.dfdb.internal.namespace.Unnamed;
import dev.dfdb.internal.page.PageCache;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Caches;
import dev.dfdb.internal.transaction.Sharing;
import dev.dfdb.internal.transaction.TransactionFunctions;
import dev.dfdb.internal.transaction.TransactionRules;
import dev.dfdb.internal.transaction.Transactor;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Preset;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import dev.dfdb.storage.StorageUri;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link Dfdb} was asked to open. Immutable. */
final class Configuration {

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
          "how often to look for commits of other processes while somebody follows the database, at"
              + " least 1ms")
      .withDefault(Sharing.USUAL.interval());

  /** To look more often than this does nothing else. */
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(1);

  private static final Option<String> NAMESPACE =
      Option.string("namespace", "the name of one database of many in the storage");

  static final Option<Integer> MAX_OPEN = Option.integer(
          "max-open", "how many databases are open at most", 1, 1_000_000)
      .withDefault(100);

  static final Option<Duration> OPEN_TIMEOUT = Option.duration(
          "open-timeout", "how long to wait for a database while so many are in use")
      .withDefault(Duration.ofSeconds(10));

  private static final Option<Preset> PRESET = Option.choice(
      "preset",
      "what the storage is tuned for; an option of its storage-config wins over it",
      Preset.class);

  private static final List<Option<?>> OF_EACH =
      List.of(SCHEMA_MODE, QUERY_CACHE, PAGE_CACHE, MAX_STALENESS, FOLLOW_INTERVAL, PRESET);

  private static final List<Option<?>> OPTIONS =
      joined(List.of(List.of(NAMESPACE), OF_EACH, UpkeepOptions.SLOW, UpkeepOptions.COMPACTION));

  private static final List<Option<?>> OPTIONS_OF_MANY =
      joined(List.of(List.of(MAX_OPEN, OPEN_TIMEOUT), OF_EACH, UpkeepOptions.SLOW));

  private final @Nullable Object given;
  private final Map<String, ?> storageConfig;
  private final QueryEngine engine;
  private final TransactionRules rules;
  private final Settings settings;

  private Configuration(
      @Nullable Object given,
      Map<String, ?> storageConfig,
      QueryEngine engine,
      TransactionRules rules,
      Settings settings) {
    this.given = given;
    this.storageConfig = storageConfig;
    this.engine = engine;
    this.rules = rules;
    this.settings = settings;
  }

  /**
   * Reads it.
   *
   * @param isOfMany whether it is for many namespaces and not for one database
   * @throws MisconfiguredException if a key or an option is unknown, or of a wrong type
   */
  static Configuration read(Map<String, ?> config, boolean isOfMany) {
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
    List<Option<?>> options = isOfMany ? OPTIONS_OF_MANY : OPTIONS;
    for (String key : rest.keySet()) {
      if (options.stream().noneMatch(option -> option.name().equals(key))) {
        throw new MisconfiguredException(
            "the configuration of a database has no such key; the options of a storage go into its"
                + " storage-config",
            Map.of("key", key, "valid keys", validKeys(options)));
      }
    }
    Settings settings = Settings.of("database", options, rest);
    if (given != null && storageConfig != null) {
      throw new MisconfiguredException(
          "give a storage or a storage-config, not both", Map.of("keys", config.keySet()));
    }
    if (given != null && !(given instanceof Storage)) {
      throw wrong("storage", "an open dev.dfdb.storage.Storage", given);
    }
    if (given != null && settings.find(PRESET).isPresent()) {
      throw new MisconfiguredException(
          "a preset is for a storage that is opened by its storage-config; one given open has what"
              + " it was opened with",
          Map.of("preset", settings.get(PRESET)));
    }
    return new Configuration(
        given,
        storageConfig == null ? Map.of("type", "memory") : map(storageConfig),
        engine,
        new TransactionRules(settings.get(SCHEMA_MODE) == SchemaMode.STRICT, functions),
        settings);
  }

  /** What a URI stands for: its parameters are keys of this configuration, or of the storage's. */
  static Map<String, Object> of(StorageUri uri) {
    Map<String, Object> storage = StorageProviders.find().configuration(uri);
    Map<String, Object> config = new HashMap<>();
    Stream.concat(OPTIONS.stream().map(Option::name), QueryOptions.names().stream())
        .filter(storage::containsKey)
        .toList()
        .forEach(name -> config.put(name, storage.remove(name)));
    uri.namespace().ifPresent(name -> config.put(NAMESPACE.name(), name));
    config.put("storage-config", storage);
    return config;
  }

  private static List<Option<?>> joined(List<List<Option<?>>> parts) {
    return parts.stream().<Option<?>>flatMap(List::stream).toList();
  }

  private static String validKeys(List<Option<?>> options) {
    return "storage, storage-config, "
        + options.stream().map(Option::name).collect(Collectors.joining(", "))
        + ", functions, predicates, query-functions, query-aggregates, "
        + String.join(", ", QueryOptions.names());
  }

  /** The name of the namespace, if one is given. */
  @Nullable
  String namespace() {
    return settings.find(NAMESPACE).orElse(null);
  }

  /** What an option was set to, or is by default. */
  <T> T get(Option<T> option) {
    return settings.get(option);
  }

  /** Whether the storage is the caller's, and stays open. */
  boolean isGiven() {
    return given != null;
  }

  /** The storage, which is opened if the caller gave none. */
  Storage storage() {
    if (given instanceof Storage open) {
      return open;
    }
    StorageProviders providers = StorageProviders.find();
    Preset preset = settings.find(PRESET).orElse(null);
    if (preset == null) {
      return providers.open(storageConfig);
    }
    Openings.checkPreset(preset, providers.provider(storageConfig));
    return providers.open(storageConfig, preset);
  }

  /** Does something with the namespaces of the storage. */
  <T> T onDirectory(Function<Directory, T> action) {
    if (namespace() != null) {
      throw new MisconfiguredException(
          "this is about all namespaces of a storage: leave out the key namespace",
          Map.of("namespace", String.valueOf(namespace())));
    }
    Storage storage = storage();
    try {
      return action.apply(new Directory(storage));
    } finally {
      if (!isGiven()) {
        storage.close();
      }
    }
  }

  /**
   * Opens a database of the storage, and begins it where there is none.
   *
   * @param namespace its name, or null for the one without
   */
  Connection open(@Nullable String namespace) {
    Storage storage = storage();
    try {
      Runnable closing = isGiven() ? () -> {} : storage::close;
      Upkeep.Plan plan = UpkeepOptions.plan(settings, name(namespace), !isGiven());
      Storage own = storage;
      if (namespace == null) {
        Unnamed.begin(storage);
      } else {
        own = new Region(storage, new Directory(storage).findOrCreate(namespace).number());
      }
      Connection connection = connection(own, caches(storage, 1), true, closing, plan);
      Openings.log(plan.name(), connection, settings);
      return connection;
    } catch (RuntimeException | Error failure) {
      if (!isGiven()) {
        storage.close();
      }
      throw failure;
    }
  }

  /** One of the databases of many that are open at a time. */
  Connection one(Region region) {
    return connection(
        region,
        caches(region, settings.get(MAX_OPEN)),
        false,
        () -> {},
        UpkeepOptions.plan(settings, "a namespace", false));
  }

  /** What the database is called in the log: never with anything secret. */
  private String name(@Nullable String namespace) {
    String where = isGiven() ? "a given storage" : Openings.place(storageConfig);
    return namespace == null ? where : "namespace " + namespace + " of " + where;
  }

  /** Pages are worth keeping where other processes can get at the storage too: behind a server. */
  private Caches caches(Storage storage, int parts) {
    boolean isRemote = storage.capabilities().sharedByProcesses();
    long pageBytes = settings.find(PAGE_CACHE).orElse(isRemote ? PageCache.defaultBytes() : 0);
    long queryBytes = settings.get(QUERY_CACHE);
    if (parts == 1) {
      Openings.checkCaches(queryBytes + pageBytes, QUERY_CACHE, PAGE_CACHE);
    }
    return new Caches(queryBytes / parts, pageBytes / parts);
  }

  private Connection connection(
      Storage storage, Caches caches, boolean holdsState, Runnable closing, Upkeep.Plan plan) {
    Duration interval = settings.get(FOLLOW_INTERVAL);
    if (interval.compareTo(LEAST_INTERVAL) < 0) {
      throw new MisconfiguredException(
          "a key of the configuration is too small",
          Map.of("key", FOLLOW_INTERVAL.name(), "least", LEAST_INTERVAL, "given", interval));
    }
    Sharing sharing = new Sharing(settings.get(MAX_STALENESS), interval, holdsState);
    return new Connection(
        new Transactor(storage, rules, InstantSource.system(), caches, sharing),
        engine,
        closing,
        plan);
  }

  private static Map<String, ?> map(Object config) {
    if (!(config instanceof Map<?, ?> map)) {
      throw wrong("storage-config", "a map with a type and options", config);
    }
    Map<String, Object> copy = new HashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  /** The value of a key which is a map of names; empty where none is given. */
  static Map<?, ?> named(String key, @Nullable Object given) {
    if (given == null) {
      return Map.of();
    }
    if (given instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(key, "a map of names and what they name", given);
  }

  /** The error for a key whose value is not of its type. */
  static MisconfiguredException wrong(String key, String expected, @Nullable Object given) {
    String type = given == null ? "null" : given.getClass().getName();
    return new MisconfiguredException(
        "a key of the configuration has a wrong value",
        Map.of("key", key, "expected", expected, "type", type));
  }
}
