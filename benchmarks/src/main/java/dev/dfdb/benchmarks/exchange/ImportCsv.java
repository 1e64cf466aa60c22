package dev.dfdb.benchmarks.exchange;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.exchange.Exporter;
import dev.dfdb.exchange.ImportReport;
import dev.dfdb.exchange.Importer;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.Source;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Imports a large CSV into RocksDB and exports it again, and says how long that took and how much
 * heap. Arguments: a folder, made if need be; how many rows.
 */
public final class ImportCsv {

  private static final long FIRST_SECOND = 1_600_000_000;
  private static final double NANOS = 1e9;
  private static final long MEBI = 1 << 20;

  private ImportCsv() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rows = Integer.parseInt(arguments[1]);
    Path csv = folder.resolve("people-" + rows + ".csv");
    if (!Files.exists(csv)) {
      write(csv, rows);
    }
    Map<String, ?> storage =
        Map.of("type", "rocksdb", "path", folder.resolve("db").toString());
    try (Connection connection = Dfdb.createDb(Map.of("storage-config", storage))) {
      long start = System.nanoTime();
      ImportReport report = Importer.of(Source.file(csv))
          .mapping(Mapping.inferred("person").withKey("email"))
          .onInferred(columns -> columns.forEach(System.out::println))
          .onProgress(progress -> {
            if (progress.rows() % 100_000 == 0) {
              tell("imported", progress.rows(), start);
            }
          })
          .run(connection);
      tell("imported", report.imported(), start);
      System.out.println(report.rejected() + " rows are wrong, " + Files.size(csv) / MEBI
          + " MiB of CSV, " + connection.db().stats().datoms() + " datoms");
      long again = System.nanoTime();
      Path out = folder.resolve("out.csv");
      tell("exported", Exporter.of(connection.db()).having(":person/email").to(out), again);
    }
    System.exit(0);
  }

  private static void tell(String what, long rows, long start) {
    double seconds = (System.nanoTime() - start) / NANOS;
    long cpu = ((com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
    System.out.printf(
        "%s %,d rows in %.1f s, %,.0f rows/s, %.1f s of CPU, heap %d MiB after collections, at most %d%n",
        what,
        rows,
        seconds,
        rows / seconds,
        cpu / NANOS,
        live() / MEBI,
        Runtime.getRuntime().maxMemory() / MEBI);
  }

  /** What the last collections have left in the heap. */
  private static long live() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }

  /** Eight columns: text that is unique, text, whole numbers, decimals, true or false, times. */
  private static void write(Path csv, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String[] countries = {"DE", "FR", "GB", "IT", "JP", "US"};
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("email,name,age,balance,active,joined,country,ticket\n");
      for (int i = 0; i < rows; i++) {
        out.write("user" + i + "@example.org,\"Surname" + random.nextInt(50_000) + ", Name "
            + random.nextInt(1_000) + "\"," + random.nextInt(18, 99) + ","
            + random.nextInt(1_000_000) / 100.0 + "," + random.nextBoolean() + ","
            + Instant.ofEpochSecond(FIRST_SECOND + random.nextInt(100_000_000)) + ","
            + countries[random.nextInt(countries.length)] + ","
            + new UUID(random.nextLong(), random.nextLong()) + "\n");
      }
    }
  }
}
