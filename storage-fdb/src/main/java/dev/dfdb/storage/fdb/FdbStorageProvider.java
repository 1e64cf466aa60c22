package dev.dfdb.storage.fdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.List;

/** Opens databases in FoundationDB clusters under the type {@value #TYPE}. */
public final class FdbStorageProvider implements StorageProvider {

  /** The type in a configuration. */
  public static final String TYPE = "foundationdb";

  /** Creates the provider, as {@link java.util.ServiceLoader} does. */
  public FdbStorageProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<Option<?>> options() {
    return FdbOptions.ALL;
  }

  @Override
  public Storage open(Settings settings) {
    return FdbStorage.open(settings);
  }
}
