package dev.dfdb.cli.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.MisconfiguredException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An open database. To be closed; safe from any thread.
 *
 * @param uri what it was opened by
 * @param folder where its files are, if it is kept in a folder of its own
 * @param connection the database
 */
public record OpenedDatabase(DatabaseUri uri, @Nullable Path folder, Connection connection)
    implements AutoCloseable {

  /**
   * Opens it.
   *
   * @param config as {@link DatabaseUri#configuration} gives it
   * @throws NotOpenedException if it can't be opened or, unless it may be begun, is not there
   */
  public static OpenedDatabase open(DatabaseUri uri, Map<String, Object> config, Access access) {
    try {
      String namespace = uri.namespace();
      if (namespace != null && access == Access.EXISTING) {
        checkExists(namespace, config);
      }
      return new OpenedDatabase(uri, folder(config), Dfdb.createDb(config));
    } catch (DfdbException failure) {
      throw new NotOpenedException(uri.toString(), failure);
    }
  }

  /** Opening a namespace begins it. */
  private static void checkExists(String namespace, Map<String, Object> config) {
    Map<String, Object> storage = Map.of("storage-config", DatabaseUri.storage(config));
    try (Namespaces namespaces = Dfdb.openNamespaces(storage)) {
      if (!namespaces.exists(namespace)) {
        throw new MisconfiguredException(
            "there is no such namespace", Map.of("namespace", namespace));
      }
    }
  }

  private static @Nullable Path folder(Map<String, Object> config) {
    return DatabaseUri.storage(config).get("path") instanceof String path ? Path.of(path) : null;
  }

  /** What the storage says of itself. */
  public Map<String, Long> statistics() {
    return connection.storage().statistics();
  }

  /** The bytes it takes on the disk, or empty where that is not known. */
  public OptionalLong diskBytes() {
    return DiskUsage.bytes(folder, statistics());
  }

  @Override
  public void close() {
    connection.close();
  }
}
