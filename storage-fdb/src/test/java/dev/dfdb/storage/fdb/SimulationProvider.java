package dev.dfdb.storage.fdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens databases in simulated clusters, with the options of real ones. */
public final class SimulationProvider implements StorageProvider {

  static final String TYPE = "foundationdb-simulation";

  private static final Option<String> CLUSTER =
      Option.string("cluster", "The name of a cluster that was started.").asRequired();

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<Option<?>> options() {
    return Stream.concat(Stream.of(CLUSTER), FdbOptions.WITHOUT_CLUSTER.stream())
        .toList();
  }

  @Override
  public Storage open(Settings settings) {
    Map<String, Object> config = new HashMap<>();
    for (Option<?> option : FdbOptions.WITHOUT_CLUSTER) {
      settings.find(option).ifPresent(value -> config.put(option.name(), value));
    }
    return Clusters.get(settings.get(CLUSTER)).open(config);
  }
}
