package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the tests of this package have in common. */
final class Stores {

  private static final List<Durability> DURABILITIES = List.of(Durability.values());

  private Stores() {}

  /** Opens the database of a directory with small buffers, and options by name and value. */
  static RocksDbStorage open(Path directory, Object... options) {
    Map<String, Object> config = new HashMap<>();
    config.put("path", directory);
    config.put("memory-bytes", "32MiB");
    for (int i = 0; i < options.length; i += 2) {
      config.put((String) options[i], options[i + 1]);
    }
    return RocksDbStorage.open(config);
  }

  /** A key whose order is that of its number. */
  static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** A key of letters. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each durability in turn. */
  static Durability durability(int turn) {
    return DURABILITIES.get(turn % DURABILITIES.size());
  }

  /** Writes one entry in a durability. */
  static void put(RocksDbStorage storage, byte[] key, byte[] value, Durability durability) {
    storage.batchWrite(
        WriteBatch.builder().put(key, value).durability(durability).build());
  }

  /** Every entry. */
  static List<Entry> entries(ReadView view) {
    List<Entry> entries = new ArrayList<>();
    try (Cursor cursor = view.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        entries.add(new Entry(cursor.key(), cursor.value()));
      }
    }
    return entries;
  }

  /** One figure of the statistics. */
  static long figure(RocksDbStorage storage, String name) {
    Long figure = storage.statistics().get(name);
    if (figure == null) {
      throw new AssertionError(
          "no figure " + name + " in " + storage.statistics().keySet());
    }
    return figure;
  }

  /** The files of a directory whose names end so, in order. */
  static List<Path> files(Path directory, String suffix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what the death of the process would leave, while the storage is open. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from, "")) {
      if (Files.isRegularFile(file)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
