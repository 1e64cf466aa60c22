package dev.dfdb.storage.memory;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens {@link MemoryStorage} by the type {@code memory}. Each opening gives an empty storage of
 * its own. Stateless, and safe from any thread.
 */
public final class MemoryStorageProvider implements StorageProvider {

  /** Accepted so that a configuration works for every backend; no mode means anything here. */
  public static final Option<Durability> DURABILITY = Option.choice(
          "durability",
          "how safe writes are; without meaning in memory, where nothing outlives the process",
          Durability.class)
      .withDefault(Durability.SYNC);

  /** The longest value. */
  public static final Option<Long> MAX_VALUE_BYTES = Option.bytes(
          "max-value-bytes", "the longest value", 1, MemoryStorage.LARGEST_VALUE_LIMIT)
      .withDefault((long) MemoryStorage.DEFAULT_MAX_VALUE_BYTES);

  /** The largest batch. */
  public static final Option<Long> MAX_BATCH_BYTES = Option.bytes(
          "max-batch-bytes",
          "the largest batch; at least the largest key and the largest value together",
          MemoryStorage.MAX_KEY_BYTES + 1,
          Long.MAX_VALUE)
      .withDefault(MemoryStorage.DEFAULT_MAX_BATCH_BYTES);

  /** Creates the provider, as {@link java.util.ServiceLoader} does. */
  public MemoryStorageProvider() {}

  @Override
  public String type() {
    return "memory";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(DURABILITY, MAX_VALUE_BYTES, MAX_BATCH_BYTES);
  }

  @Override
  public Storage open(Settings settings) {
    int maxValueBytes = settings.get(MAX_VALUE_BYTES).intValue();
    long maxBatchBytes = settings.get(MAX_BATCH_BYTES);
    long least = (long) MemoryStorage.MAX_KEY_BYTES + maxValueBytes;
    if (maxBatchBytes < least) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("option", MAX_BATCH_BYTES.name());
      context.put("value", maxBatchBytes);
      context.put("least", least);
      throw new MisconfiguredException(
          "the largest key with the largest value does not fit into a batch", context);
    }
    return new MemoryStorage(new Limits(MemoryStorage.MAX_KEY_BYTES, maxValueBytes, maxBatchBytes));
  }
}
