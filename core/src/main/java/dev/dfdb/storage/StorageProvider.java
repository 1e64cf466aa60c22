package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of storage that can be opened by its name, found with {@link java.util.ServiceLoader}.
 *
 * <p>A provider has a public constructor without parameters, is named in
 * {@code META-INF/services/dev.dfdb.storage.StorageProvider} and, in a named module, in a
 * {@code provides} clause.
 */
public interface StorageProvider {

  /** The name under which a configuration asks for it, such as {@code rocksdb}. */
  String type();

  /** The schemes of the {@link StorageUri}s that name such a storage: its type, if no others. */
  default List<String> schemes() {
    return List.of(type());
  }

  /**
   * What a URI with one of the {@link #schemes} says, as a configuration would. Unless a provider
   * says otherwise, parameters are options, and the place is the option {@code path}.
   *
   * @return options by name, still to be checked
   * @throws MisconfiguredException if there can't be such a place
   */
  default Map<String, Object> configuration(StorageUri uri) {
    Map<String, Object> config = new LinkedHashMap<>(uri.parameters());
    if (uri.place().isEmpty()) {
      return config;
    }
    if (options().stream().noneMatch(option -> option.name().equals("path"))) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("type", type());
      context.put("expected", uri.scheme() + ":?name=value");
      throw new MisconfiguredException(
          "a storage of this type is in no place that a URI could name", context);
    }
    config.put("path", uri.path());
    return config;
  }

  /** Every option it understands, beside {@code type}, in the order to show them. */
  List<Option<?>> options();

  /**
   * What a preset means here: options of this storage and their values, which are those of a
   * configuration that doesn't give them itself. Empty where a preset makes no difference, as where
   * every write is as safe as can be, or none is.
   */
  default Map<String, Object> preset(Preset preset) {
    return Map.of();
  }

  /**
   * Opens a storage.
   *
   * @param settings the configuration, already checked against {@link #options()}
   * @throws dev.dfdb.error.MisconfiguredException if options contradict each other
   * @throws dev.dfdb.error.StorageUnavailableException if the storage can't be reached or used
   * @throws dev.dfdb.error.CorruptionException if what is stored is damaged
   */
  Storage open(Settings settings);
}
