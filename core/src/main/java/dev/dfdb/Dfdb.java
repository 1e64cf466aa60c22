package dev.dfdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageUri;
import java.util.List;
import java.util.Map;

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
   * Opens the database that a URI names, beginning one where there is none.
   *
   * @param uri such as {@code rocksdb:people?durability=async}; see {@link #configuration}
   * @throws MisconfiguredException as {@link #configuration} and {@link #createDb(Map)}
   * @throws dev.dfdb.error.StorageException if the storage can't be opened
   */
  public static Connection createDb(String uri) {
    return createDb(configuration(uri));
  }

  /**
   * The configuration of a database that a URI stands for, to be given to {@link #createDb(Map)} or
   * changed before. What the URI says of the storage, and by which scheme, is up to the backend;
   * parameters that are keys of {@link #createDb(Map)}, such as {@code schema-mode}, are those.
   *
   * @param uri as {@link dev.dfdb.storage.StorageUri} describes it
   * @return a map that can be changed, with a {@code storage-config} that can be, too
   * @throws MisconfiguredException if it is no such URI, or no backend has its scheme; names those
   *     that are there
   */
  public static Map<String, Object> configuration(String uri) {
    return Configuration.of(StorageUri.parse(uri));
  }

  /**
   * Opens the database in a storage, beginning one if the storage is empty.
   *
   * @param config with these keys, all optional:
   *     <ul>
   *       <li>{@code storage}: an open {@link Storage}, which stays the caller's to close
   *       <li>{@code storage-config}: a map with the {@code type} of a storage and its options; the
   *           storage is opened, and closed with the connection
   *       <li>{@code namespace}: the name of one database of many in the storage, which is begun if
   *           there is none of this name; any text of 1 to 500 bytes in UTF-8. Without it, it is
   *           the one that has no name
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
   *       <li>{@code preset}: what the storage is tuned for: {@code safe}, {@code balanced} or
   *           {@code bulk-load} ({@link dev.dfdb.storage.Preset}); an option of its
   *           {@code storage-config} wins over it
   *       <li>{@code compact-every}, {@code compact-window}: how often to compact in the
   *           background, and in which hours, such as {@code 02:00-05:30}; never, if neither is
   *           given
   *       <li>{@code slow-query-threshold}, {@code slow-transaction-threshold}: from what time on a
   *           query or a transaction is logged as slow; {@code slow-query-inputs}: whether its
   *           inputs are shown, which they are if it isn't given
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
    Configuration read = Configuration.read(config, false);
    return read.open(read.namespace());
  }

  /**
   * Opens a storage for many namespaces: databases of their own, each with a name, of which as many
   * are open at a time as the configuration says.
   *
   * @param config as for {@link #createDb(Map)}, without {@code namespace} and those of compaction;
   *     what it says holds for each of them, {@code query-cache} and {@code page-cache} for all
   *     together. Two keys more:
   *     <ul>
   *       <li>{@code max-open}: how many databases are open at most, 100 if it isn't given
   *       <li>{@code open-timeout}: how long {@link Namespaces#open} waits when so many are in use,
   *           10 seconds if it isn't given
   *     </ul>
   *
   * @throws MisconfiguredException if a key or an option is unknown, of a wrong type or missing
   * @throws dev.dfdb.error.StorageException if the storage can't be opened
   */
  public static Namespaces openNamespaces(Map<String, ?> config) {
    return Namespaces.open(config);
  }

  /**
   * The names of all namespaces of a storage, in the order of their code points.
   *
   * @param config as for {@link #createDb(Map)}, without {@code namespace}
   */
  public static List<String> listNamespaces(Map<String, ?> config) {
    return Configuration.read(config, false).onDirectory(directory -> directory.names(""));
  }

  /**
   * Deletes a namespace of a storage, as {@link Namespaces#delete} does.
   *
   * @param config as for {@link #createDb(Map)}, without {@code namespace}
   * @return whether there was one of this name
   */
  public static boolean deleteNamespace(Map<String, ?> config, String name) {
    return Configuration.read(config, false).onDirectory(directory -> directory.delete(name));
  }

  /**
   * Copies a namespace of a storage, as {@link Namespaces#copy} does.
   *
   * @param config as for {@link #createDb(Map)}, without {@code namespace}
   */
  public static void copyNamespace(Map<String, ?> config, String source, String target) {
    Configuration.read(config, false).onDirectory(directory -> {
      directory.copy(source, target);
      return target;
    });
  }
}
