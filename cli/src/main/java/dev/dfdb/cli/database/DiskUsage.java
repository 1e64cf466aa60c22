package dev.dfdb.cli.database;

import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How much space a storage takes, as far as it says. */
public final class DiskUsage {

  /** The names by which backends call it. */
  private static final List<String> NAMES = List.of("sst-bytes", "table-bytes");

  private DiskUsage() {}

  /** The bytes on disk, or empty where the storage does not know. */
  public static OptionalLong bytes(Storage storage) {
    Map<String, Long> statistics = storage.statistics();
    return NAMES.stream()
        .filter(statistics::containsKey)
        .mapToLong(statistics::get)
        .findFirst();
  }
}
