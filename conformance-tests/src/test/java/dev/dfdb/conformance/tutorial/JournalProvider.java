package dev.dfdb.conformance.tutorial;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.nio.file.Path;
import java.util.List;

// snippet: provider
/** Opens a {@link JournalStorage} by its name and options. */
public final class JournalProvider implements StorageProvider {

  static final Limits LIMITS = new Limits(4 << 10, 16 << 20, 64 << 20);

  private static final Option<Path> PATH =
      Option.path("path", "the directory of the journal").asRequired();
  private static final Option<Durability> DURABILITY = Option.choice(
          "durability", "how safe a write is that does not say", Durability.class)
      .withDefault(Durability.SYNC);
  private static final Option<Long> MAX_VALUE = Option.bytes(
          "max-value-bytes", "the longest value", 1 << 10, LIMITS.maxValueBytes())
      .withDefault((long) LIMITS.maxValueBytes());
  private static final Option<Long> MAX_BATCH = Option.bytes(
          "max-batch-bytes", "the largest batch", 8 << 10, LIMITS.maxBatchBytes())
      .withDefault(LIMITS.maxBatchBytes());

  /** For {@link java.util.ServiceLoader}. */
  public JournalProvider() {}

  @Override
  public String type() {
    return "journal";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH, DURABILITY, MAX_VALUE, MAX_BATCH);
  }

  @Override
  public Storage open(Settings settings) {
    Limits limits = new Limits(
        LIMITS.maxKeyBytes(), Math.toIntExact(settings.get(MAX_VALUE)), settings.get(MAX_BATCH));
    return new JournalStorage(settings.get(PATH), settings.get(DURABILITY), limits);
  }
}
// end
