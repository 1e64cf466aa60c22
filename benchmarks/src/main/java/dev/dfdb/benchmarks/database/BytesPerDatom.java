package dev.dfdb.benchmarks.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.TxReport;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints how many bytes a datom takes, history and log included: on disk with RocksDB, after
 * compaction, and of heap in memory, after a full collection. A million facts about people are
 * stored, then a tenth of the people get another age and e-mail address.
 */
public final class BytesPerDatom {

  private static final int TRANSACTIONS = 1_000;
  private static final int PEOPLE = 1_000 / People.FACTS;

  private BytesPerDatom() {}

  /** Measures both. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("dfdb-benchmark");
    try {
      long datoms;
      try (Storage storage = open(Map.of("type", "rocksdb", "path", directory.toString()))) {
        datoms = fill(storage);
        storage.compact();
      }
      print("disk", size(directory), datoms);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    long before = used();
    try (Storage storage = open(Map.of("type", "memory"))) {
      long datoms = fill(storage);
      print("heap", used() - before, datoms);
    }
  }

  private static Storage open(Map<String, ?> config) {
    return StorageProviders.find().open(config);
  }

  /** Fills a storage, and says how many datoms were asserted or retracted. */
  private static long fill(Storage storage) {
    long datoms = 0;
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact(People.SCHEMA);
      for (int i = 0; i < TRANSACTIONS; i++) {
        TxReport report = connection.transact(People.forms((long) i * PEOPLE, PEOPLE));
        datoms += report.txData().size();
        List<Object> changes = new ArrayList<>();
        for (int p = 0; p < PEOPLE; p += 10) {
          long id = report.id("p" + p);
          changes.add(List.of(":db/add", id, ":p/age", 100));
          changes.add(List.of(":db/add", id, ":p/email", "former" + id + "@example.org"));
        }
        datoms += connection.transact(changes).txData().size();
      }
    }
    return datoms;
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

  private static long used() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(
          used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  private static void print(String what, long bytes, long datoms) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f bytes per datom (%d datoms)%n",
        what,
        (double) bytes / datoms,
        datoms);
  }
}
