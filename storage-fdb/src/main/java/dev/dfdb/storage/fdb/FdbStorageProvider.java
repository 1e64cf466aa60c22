package dev.dfdb.storage.fdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.StorageUri;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The place is the cluster file; without one, it is the one the client library finds. */
  @Override
  public Map<String, Object> configuration(StorageUri uri) {
    Map<String, Object> config = new LinkedHashMap<>(uri.parameters());
    if (!uri.place().isEmpty()) {
      config.put(FdbOptions.CLUSTER_FILE.name(), uri.path());
    }
    return config;
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
