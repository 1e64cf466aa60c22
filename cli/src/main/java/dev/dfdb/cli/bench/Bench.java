package dev.dfdb.cli.bench;

import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Puts a load on a database and tells of each second. Used once, by one thread. */
final class Bench {

  private final OpenedDatabase database;
  private final Load load;
  private final Terminal progress;
  private final Measurement measurement;
  private final List<Second> seconds = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @param progress where to tell of each second
   */
  Bench(OpenedDatabase database, Load load, Terminal progress) {
    this.database = database;
    this.load = load;
    this.progress = progress;
    this.measurement = new Measurement(load.mix());
  }

  /** Fills the database and works with it. */
  Outcome run() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(load.seed());
    Shop shop = new Shop(database.connection(), load.people());
    long filling = System.nanoTime();
    shop.fill(random.split());
    progress.line(database.uri() + ": " + Figures.count(load.people()) + " people with an order in "
        + Figures.time(Duration.ofNanos(System.nanoTime() - filling)));

    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.threads(); i++) {
      Thread thread = new Thread(
          new Worker(shop, load, measurement, random.split(), i, start), "dfdb-bench-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    watch(threads, start);
    return new Outcome(
        database.uri().toString(),
        Duration.ofNanos(System.nanoTime() - start),
        seconds,
        measurement.totals(),
        measurement.errors());
  }

  private void watch(List<Thread> threads, long start) throws InterruptedException {
    try {
      for (int second = 1; ; second++) {
        long due = start + TimeUnit.SECONDS.toNanos(second);
        for (Thread thread : threads) {
          long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
          if (left > 0) {
            thread.join(left);
          }
        }
        tell(second);
        if (threads.stream().noneMatch(Thread::isAlive)) {
          return;
        }
      }
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private void tell(int number) {
    Histogram interval = measurement.interval();
    Runtime runtime = Runtime.getRuntime();
    Second second = new Second(
        number,
        interval.getTotalCount(),
        interval.getValueAtPercentile(50),
        interval.getValueAtPercentile(99),
        measurement.failures(),
        database.diskBytes().orElse(-1),
        runtime.totalMemory() - runtime.freeMemory());
    seconds.add(second);
    progress.line(String.format("%5d s", number)
        + "  " + Figures.count(second.done()) + "/s"
        + "  p50 " + Figures.time(Duration.ofNanos(second.median()))
        + "  p99 " + Figures.time(Duration.ofNanos(second.p99()))
        + "  errors " + Figures.count(second.failed())
        + (second.disk() < 0 ? "" : "  disk " + Figures.size(second.disk()))
        + "  heap " + Figures.size(second.heap()));
  }
}
