package dev.dfdb.benchmarks.events;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.events.Append;
import dev.dfdb.events.Events;
import dev.dfdb.events.NewMessage;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Streams in RocksDB, with asynchronous durability, in a directory that is deleted afterwards. */
final class OpenEvents implements AutoCloseable {

  private final Path directory;
  private final Storage storage;
  private final Connection connection;
  private final Events events;

  OpenEvents() throws IOException {
    directory = Files.createTempDirectory("dfdb-events");
    storage = StorageProviders.find()
        .open(Map.of("type", "rocksdb", "path", directory.toString(), "durability", "async"));
    connection = Dfdb.createDb(Map.of("storage", storage));
    events = Events.of(connection);
  }

  Events events() {
    return events;
  }

  Storage storage() {
    return storage;
  }

  /** Fills streams in turn with so many messages in all. */
  void fill(int messages, int streams, int batch) {
    for (int i = 0; i < messages; i += batch) {
      List<NewMessage> some = new ArrayList<>(batch);
      for (int j = 0; j < batch; j++) {
        some.add(Messages.next());
      }
      events.append(new Append("account-" + i / batch % streams, some, OptionalLong.empty()));
    }
  }

  /** The bytes of all files. */
  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    storage.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
