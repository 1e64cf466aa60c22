package dev.dfdb.benchmarks.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Verification;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Prints how long it takes to verify a RocksDB database of a million datoms, to back it up into a
 * folder, to prove the backup, and to restore it, and how many bytes of backup a datom takes.
 */
public final class BackupFigures {

  private static final int TRANSACTIONS = 1_000;
  private static final int PEOPLE = 1_000 / People.FACTS;

  private BackupFigures() {}

  /** Measures each once, in a process that has done nothing else but fill the database. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("dfdb-benchmark");
    try (Connection source = open(directory.resolve("source"));
        Connection copy = open(directory.resolve("copy"));
        Backups backups = Backups.open(BackupTarget.folder(directory.resolve("backups")))) {
      source.transact(People.SCHEMA);
      for (int i = 0; i < TRANSACTIONS; i++) {
        source.transact(People.forms((long) i * PEOPLE, PEOPLE));
      }
      long datoms = verify("verify", source).logged();
      BackupReport report = timed("backup", datoms, () -> backups.backup(source));
      System.out.printf(
          Locale.ROOT, "backup: %.1f bytes per datom%n", (double) report.bytes() / datoms);
      timed("verify the backup", datoms, backups::verify);
      RestoreReport restored =
          timed("restore", datoms, () -> backups.restore(copy, RestoreOptions.newest()));
      if (restored.datoms() != datoms || !verify("verify the copy", copy).isSound()) {
        throw new IllegalStateException("not all was restored: " + restored);
      }
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Connection open(Path directory) {
    return Dfdb.createDb(
        Map.of("storage-config", Map.of("type", "rocksdb", "path", directory.toString())));
  }

  private static Verification verify(String what, Connection connection) {
    return timed(what, (long) TRANSACTIONS * PEOPLE * People.FACTS, connection::verify);
  }

  private static <T> T timed(String what, long datoms, Supplier<T> action) {
    long begun = System.nanoTime();
    T result = action.get();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %.2f s, %.0f datoms/s%n", what, seconds, datoms / seconds);
    return result;
  }
}
