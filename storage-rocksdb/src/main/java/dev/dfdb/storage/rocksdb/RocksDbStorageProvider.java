package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.List;

/** Opens RocksDB databases under the type {@value #TYPE}. */
public final class RocksDbStorageProvider implements StorageProvider {

  /** The type in a configuration. */
  public static final String TYPE = "rocksdb";

  /** Creates the provider, as {@link java.util.ServiceLoader} does. */
  public RocksDbStorageProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<Option<?>> options() {
    return RocksDbOptions.ALL;
  }

  @Override
  public Storage open(Settings settings) {
    return RocksDbStorage.open(settings);
  }
}
