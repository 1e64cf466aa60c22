package dev.dfdb.benchmarks.database;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The durability modes on RocksDB side by side: transactions of one person a second, by one thread
 * and by sixteen, and how many acknowledged ones are gone after SIGKILL. Modes take turns, each in
 * a process of its own; of the rounds the medians are printed.
 */
public final class DurabilityModes {

  private static final List<String> MODES = List.of("safe", "balanced", "bulk-load", "none");
  private static final int THREADS = 16;
  private static final int WARM_UP = 60_000;

  private DurabilityModes() {}

  /** What one process told: the rates, and what was lost with it. */
  private record Outcome(double alone, double together, long acknowledged, long lost) {}

  /**
   * Runs it.
   *
   * @param arguments how many rounds, and for how many seconds each measurement lasts
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    Map<String, Outcome[]> outcomes = new TreeMap<>(Comparator.comparing(MODES::indexOf));
    for (int round = 0; round < rounds; round++) {
      for (String mode : MODES) {
        Outcome outcome = run(mode, seconds);
        outcomes.computeIfAbsent(mode, key -> new Outcome[rounds])[round] = outcome;
        System.out.println(mode + " " + outcome);
      }
    }
    double safe = median(Objects.requireNonNull(outcomes.get("safe")), 0);
    System.out.println("| mode | 1 thread | to safe | 16 threads | lost after SIGKILL |");
    outcomes.forEach((mode, all) -> {
      long lost = Stream.of(all).mapToLong(Outcome::lost).sum();
      long acknowledged = Stream.of(all).mapToLong(Outcome::acknowledged).sum();
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f/s | %.1f× | %,.0f/s | %,d of %,d |%n",
          mode,
          median(all, 0),
          median(all, 0) / safe,
          median(all, 1),
          lost,
          acknowledged);
    });
  }

  private static double median(Outcome[] all, int which) {
    double[] rates = Stream.of(all)
        .mapToDouble(outcome -> which == 0 ? outcome.alone() : outcome.together())
        .sorted()
        .toArray();
    return rates[rates.length / 2];
  }

  private static Outcome run(String mode, String seconds) throws Exception {
    Path directory = Files.createTempDirectory("dfdb-durability");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            mode,
            seconds,
            directory.resolve("db").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    long acknowledged = 0;
    double alone;
    double together;
    try (BufferedReader out = process.inputReader()) {
      alone = Double.parseDouble(out.readLine());
      together = Double.parseDouble(out.readLine());
      for (int i = 0; i < 2_000; i++) {
        acknowledged = t(out.readLine());
      }
      process.toHandle().destroyForcibly(); // SIGKILL, in the middle of writing
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        // The last line may have been cut.
        acknowledged = line.startsWith("t") && line.endsWith(".") ? t(line) : acknowledged;
      }
    }
    process.waitFor();
    long kept;
    try (Connection reopened = open("safe", directory.resolve("db"))) {
      kept = reopened.db().basisT();
    }
    delete(directory);
    return new Outcome(alone, together, acknowledged, Math.max(0, acknowledged - kept));
  }

  private static long t(String line) {
    return Long.parseLong(line.substring(1, line.length() - 1));
  }

  private static Connection open(String mode, Path directory) {
    Map<String, Object> storage = new HashMap<>();
    storage.put("type", "rocksdb");
    storage.put("path", directory.toString());
    Map<String, Object> config = new HashMap<>(Map.of("storage-config", storage));
    if (mode.equals("none")) {
      storage.put("durability", "none");
    } else {
      config.put("preset", mode);
    }
    return Dfdb.createDb(config);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The process that is killed. */
  static final class Writer {

    private final AtomicLong next = new AtomicLong();
    private final Connection connection;

    private Writer(Connection connection) {
      this.connection = connection;
    }

    /** Writes: for some time with one thread, for some with many, then until it is killed. */
    public static void main(String[] arguments) throws Exception {
      PrintStream out = System.out;
      Path directory = Path.of(arguments[2]);
      warmUp(directory.resolveSibling("warm-up"));
      Connection connection = open(arguments[0], directory);
      connection.transact(People.SCHEMA);
      Writer writer = new Writer(connection);
      double seconds = Double.parseDouble(arguments[1]);
      out.println(writer.rate(1, seconds));
      out.println(writer.rate(THREADS, seconds));
      while (true) {
        out.println("t" + writer.transact() + ".");
      }
    }

    /** The same for every mode: what is compiled must not depend on how fast the mode is. */
    private static void warmUp(Path directory) throws Exception {
      try (Connection connection = open("none", directory)) {
        connection.transact(People.SCHEMA);
        Writer writer = new Writer(connection);
        while (writer.next.get() < WARM_UP) {
          writer.transact();
        }
        writer.rate(THREADS, 1);
      }
    }

    private long transact() {
      return connection.transact(People.forms(next.getAndIncrement(), 1)).t();
    }

    /** Transactions a second. */
    private double rate(int threads, double seconds) throws InterruptedException {
      AtomicLong count = new AtomicLong();
      long begun = System.nanoTime();
      long end = begun + (long) (seconds * 1e9);
      Thread[] all = new Thread[threads];
      for (int i = 0; i < threads; i++) {
        all[i] = new Thread(() -> {
          while (System.nanoTime() < end) {
            transact();
            count.incrementAndGet();
          }
        });
        all[i].start();
      }
      for (Thread each : all) {
        each.join();
      }
      return count.get() / ((System.nanoTime() - begun) / 1e9);
    }
  }
}
