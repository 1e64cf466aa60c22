package dev.dfdb.storage;

import java.util.List;

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

  /** Every option it understands, beside {@code type}, in the order to show them. */
  List<Option<?>> options();

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
