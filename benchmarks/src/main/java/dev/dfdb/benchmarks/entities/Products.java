package dev.dfdb.benchmarks.entities;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 100,000 products and a database for them, which closing deletes. */
final class Products implements AutoCloseable {

  static final int COUNT = 100_000;
  static final int PER_CHANGE = 1_000;
  static final String NAMESPACE = "shop";

  private final @Nullable Path directory;
  private final Storage storage;
  private final Connection connection;
  private final Entities entities;

  /**
   * Opens an empty database.
   *
   * @param where {@code memory}, or {@code rocksdb} with a durability after a hyphen
   */
  Products(String where) throws IOException {
    List<String> words = List.of(where.split("-", 2));
    directory = words.get(0).equals("rocksdb") ? Files.createTempDirectory("dfdb-benchmark") : null;
    storage = StorageProviders.find()
        .open(
            directory == null
                ? Map.of("type", "memory")
                : Map.of(
                    "type", "rocksdb", "path", directory.toString(), "durability", words.get(1)));
    connection = Dfdb.createDb(Map.of("storage", storage));
    entities = Entities.of(EntityTypes.of(Product.class), connection);
  }

  Entities entities() {
    return entities;
  }

  /** Saves all of them. */
  void save() {
    for (int from = 0; from < COUNT; from += PER_CHANGE) {
      entities.save(entities
          .changes(NAMESPACE)
          .setAll(Product.range(from, from + PER_CHANGE))
          .build());
    }
  }

  /** The bytes its files take after compaction. */
  long bytes() throws IOException {
    storage.compact();
    return directory == null ? 0 : size(directory);
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> {
            try {
              return Files.size(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .sum();
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    storage.close();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
