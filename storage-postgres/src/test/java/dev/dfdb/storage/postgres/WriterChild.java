package dev.dfdb.storage.postgres;

import dev.dfdb.Connection;
import dev.dfdb.conformance.writers.Counters;
import dev.dfdb.conformance.writers.Incrementer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that increments counters from several threads until its standard input ends, and then
 * writes down what it did and was told. Its arguments: the address of the server, its own name, how
 * many threads, the file to write to.
 */
final class WriterChild {

  private WriterChild() {}

  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[2]);
    try (Connection connection = open(arguments[0], threads + 4)) {
      List<String> lines = run(connection, arguments[1], threads);
      System.out.println(connection.statistics());
      Files.write(Path.of(arguments[3]), lines);
    }
  }

  /** Opens the database of the counters. */
  static Connection open(String uri, int poolSize) {
    return Counters.open(Map.of(
        "storage-config",
        Map.of("type", "postgres", "connection-uri", uri, "pool-size", poolSize)));
  }

  private static List<String> run(Connection connection, String name, int threads)
      throws InterruptedException, IOException {
    AtomicBoolean over = new AtomicBoolean();
    List<Incrementer> incrementers = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Incrementer incrementer =
          new Incrementer(connection, name + "." + i, i, System::nanoTime, over::get);
      Thread thread = new Thread(incrementer);
      thread.setUncaughtExceptionHandler((failed, wrong) -> {
        wrong.printStackTrace();
        Runtime.getRuntime().halt(1);
      });
      incrementers.add(incrementer);
      running.add(thread);
      thread.start();
    }
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
    over.set(true);
    for (Thread thread : running) {
      thread.join();
    }
    List<String> lines = new ArrayList<>();
    incrementers.forEach(one -> one.events().forEach(event -> lines.add(event.line())));
    return lines;
  }
}
