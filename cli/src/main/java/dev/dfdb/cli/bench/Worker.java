package dev.dfdb.cli.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One of the threads that work. At a rate, what it does is due at moments that do not depend on how
 * long things take, and it is from that moment that they are timed: so a database that stands still
 * is seen by all that would have come meanwhile.
 */
final class Worker implements Runnable {

  private final Shop shop;
  private final Load load;
  private final Measurement measurement;
  private final RandomGenerator random;
  private final int number;
  private final long start;

  /**
   * Prepares it.
   *
   * @param number which of the threads, from 0
   * @param start when the work begins, as {@link System#nanoTime} has it
   */
  Worker(
      Shop shop,
      Load load,
      Measurement measurement,
      RandomGenerator random,
      int number,
      long start) {
    this.shop = shop;
    this.load = load;
    this.measurement = measurement;
    this.random = random;
    this.number = number;
    this.start = start;
  }

  @Override
  public void run() {
    long nanos = load.duration().toNanos();
    double interval = load.rate() == 0 ? 0 : 1e9 / load.rate();
    for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
      long due = interval == 0
          ? System.nanoTime()
          : start + (long) ((i * load.threads() + number) * interval);
      if (due - start >= nanos) {
        return;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          return;
        }
      }
      Work work = load.mix().next(random);
      try {
        shop.run(work, random);
        measurement.done(work, System.nanoTime() - due);
      } catch (RuntimeException e) {
        measurement.failed(e);
      }
    }
  }
}
