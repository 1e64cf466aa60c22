package dev.dfdb.storage.postgres;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.List;

/** Opens tables of PostgreSQL servers under the type {@value #TYPE}. */
public final class PostgresStorageProvider implements StorageProvider {

  /** The type in a configuration. */
  public static final String TYPE = "postgres";

  /** Creates the provider, as {@link java.util.ServiceLoader} does. */
  public PostgresStorageProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<Option<?>> options() {
    return PostgresOptions.ALL;
  }

  @Override
  public Storage open(Settings settings) {
    return PostgresStorage.open(settings);
  }
}
