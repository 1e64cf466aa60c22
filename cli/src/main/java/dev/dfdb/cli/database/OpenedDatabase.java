package dev.dfdb.cli.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.util.HashMap;
import java.util.Map;

/**
 * A database and the storage it is in, both open. To be closed; safe from any thread.
 *
 * @param uri what it was opened by
 * @param storage the whole storage
 * @param connection the database
 */
public record OpenedDatabase(DatabaseUri uri, Storage storage, Connection connection)
    implements AutoCloseable {

  /**
   * Opens it.
   *
   * @param config as {@link DatabaseUri#configuration} gives it
   * @throws NotOpenedException if it can't be opened or, unless it may be begun, is not there
   */
  public static OpenedDatabase open(DatabaseUri uri, Map<String, Object> config, Access access) {
    try {
      Storage storage = StorageProviders.find().open(DatabaseUri.storage(config));
      try {
        return of(uri, config, access, storage);
      } catch (RuntimeException | Error failure) {
        storage.close();
        throw failure;
      }
    } catch (DfdbException failure) {
      throw new NotOpenedException(uri.toString(), failure);
    }
  }

  private static OpenedDatabase of(
      DatabaseUri uri, Map<String, Object> config, Access access, Storage storage) {
    String namespace = uri.namespace();
    if (namespace != null && access == Access.EXISTING) {
      try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage))) {
        if (!namespaces.exists(namespace)) {
          throw new MisconfiguredException(
              "there is no such namespace", Map.of("namespace", namespace));
        }
      }
    }
    Map<String, Object> changed = new HashMap<>(config);
    changed.remove("storage-config");
    changed.put("storage", storage);
    return new OpenedDatabase(uri, storage, Dfdb.createDb(changed));
  }

  @Override
  public void close() {
    connection.close();
    storage.close();
  }
}
