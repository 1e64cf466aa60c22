package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Preset;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens RocksDB databases under the type {@value #TYPE}. */
public final class RocksDbStorageProvider implements StorageProvider {

  /** The type in a configuration. */
  public static final String TYPE = "rocksdb";

  private static final Duration SELDOM = Duration.ofSeconds(10);

  /** So many files of level 0 that reading suffers, and loading does not wait for compaction. */
  private static final String PUT_OFF_COMPACTION = "level0_file_num_compaction_trigger=10;"
      + "level0_slowdown_writes_trigger=60;level0_stop_writes_trigger=100";

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
  public Map<String, Object> preset(Preset preset) {
    return switch (preset) {
      case SAFE -> Map.of(RocksDbOptions.DURABILITY.name(), Durability.SYNC);
      case BALANCED -> Map.of(RocksDbOptions.DURABILITY.name(), Durability.ASYNC);
      case BULK_LOAD ->
        Map.of(
            RocksDbOptions.DURABILITY.name(),
            Durability.ASYNC,
            RocksDbOptions.ASYNC_SYNC_INTERVAL.name(),
            SELDOM,
            RocksDbOptions.ENGINE_OPTIONS.name(),
            PUT_OFF_COMPACTION);
    };
  }

  @Override
  public Storage open(Settings settings) {
    return RocksDbStorage.open(settings);
  }
}
