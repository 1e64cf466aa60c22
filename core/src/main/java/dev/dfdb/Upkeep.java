package dev.dfdb;

import dev.dfdb.internal.transaction.Committed;
import dev.dfdb.internal.transaction.ExcisionRequest;
import dev.dfdb.internal.transaction.Transactor;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on beside the work of a connection: compaction, and the log of its life. */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.connection");

  /**
   * What is asked for.
   *
   * @param name what the database is called in the log
   * @param compactEvery how often to compact; zero for never, or for once in the quiet hours
   * @param quietHours when to, or null for at any time
   * @param slow the log of what is slow, or null
   */
  record Plan(
      String name,
      Duration compactEvery,
      @Nullable QuietHours quietHours,
      @Nullable SlowLog slow,
      boolean ownsStorage) {

    /** Nothing but what is asked for call by call. */
    static final Plan NONE = new Plan("of a given transactor", Duration.ZERO, null, null, false);
  }

  private final Transactor transactor;
  private final Plan plan;
  private final Compactions compactions;
  private final @Nullable CompactionSchedule schedule;

  /** Begins it. */
  Upkeep(Transactor transactor, Plan plan) {
    this.transactor = transactor;
    this.plan = plan;
    this.compactions = new Compactions(transactor);
    SlowLog slow = plan.slow;
    if (slow != null && slow.hasTransactions()) {
      transactor.watch().begin(slow.ofTransactions());
    }
    boolean isScheduled = !plan.compactEvery.isZero() || plan.quietHours != null;
    this.schedule = isScheduled
        ? new CompactionSchedule(
            () -> compactions.run(true),
            plan.compactEvery,
            plan.quietHours,
            Clock.system(ZoneId.systemDefault()))
        : null;
    if (schedule != null) {
      schedule.start();
    }
  }

  /** Removes something for good. */
  Committed excise(ExcisionRequest request) {
    long begun = System.nanoTime();
    Committed recorded = transactor.excise(request);
    LOG.info(
        "excised from {}: recorded as t {}, {} ms",
        plan.name,
        recorded.t(),
        (System.nanoTime() - begun) / 1_000_000);
    return recorded;
  }

  Compactions compactions() {
    return compactions;
  }

  /** What measures queries. */
  Measured measured() {
    return new Measured(transactor.watch(), plan.slow);
  }

  /**
   * Closes the database with what belongs to it.
   *
   * @param closeStorage closes its storage, if that is its own
   */
  void close(Runnable closeStorage) {
    boolean isFirst = !transactor.isClosed();
    if (schedule != null) {
      schedule.close();
    }
    transactor.close();
    closeStorage.run();
    if (schedule != null && plan.ownsStorage) {
      schedule.awaitEnd(); // a storage that is given may go on compacting for long
    }
    if (isFirst && plan.ownsStorage) {
      LOG.info("closed {}: {}", plan.name, transactor.statistics());
    }
  }
}
