package dev.dfdb.benchmarks.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database in memory or in a directory of its own, which closing deletes. */
final class Databases implements AutoCloseable {

  private final @Nullable Path directory;
  private final Connection connection;

  /**
   * Opens an empty database.
   *
   * @param storage {@code memory}, or {@code rocksdb} with a durability after a hyphen
   */
  Databases(String storage) throws IOException {
    List<String> words = List.of(storage.split("-", 2));
    directory = words.get(0).equals("rocksdb") ? Files.createTempDirectory("dfdb-benchmark") : null;
    Map<String, Object> config = directory == null
        ? Map.of("type", "memory")
        : Map.of("type", "rocksdb", "path", directory.toString(), "durability", words.get(1));
    connection = Dfdb.createDb(Map.of("storage-config", config));
    connection.transact(People.SCHEMA);
  }

  Connection connection() {
    return connection;
  }

  /** The bytes its files take. */
  long bytes() throws IOException {
    if (directory == null) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(Databases::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
