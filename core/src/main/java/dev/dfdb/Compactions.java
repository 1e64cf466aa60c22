package dev.dfdb;

import dev.dfdb.internal.record.FlightRecorder;
import dev.dfdb.internal.record.Watch;
import dev.dfdb.internal.transaction.Transactor;
import dev.dfdb.observe.CompactionTiming;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts a database, once at a time, and counts how often. Safe from any thread. */
final class Compactions {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.compaction");

  private final Transactor transactor;
  private final Watch watch;
  /** Fair: neither the schedule nor callers keep the other waiting for ever. */
  private final ReentrantLock running = new ReentrantLock(true);

  private final LongAdder count = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder millis = new LongAdder();

  Compactions(Transactor transactor) {
    this.transactor = transactor;
    this.watch = transactor.watch();
  }

  /** Compacts, after a compaction that is under way. */
  void run(boolean isScheduled) {
    running.lock();
    try {
      measured(isScheduled);
    } finally {
      running.unlock();
    }
  }

  private void measured(boolean isScheduled) {
    Object event = FlightRecorder.beginCompaction();
    String before = size();
    LOG.info("compaction begins{}", before);
    long begun = System.nanoTime();
    boolean failed = true;
    try {
      transactor.compact();
      failed = false;
    } finally {
      long nanos = System.nanoTime() - begun;
      (failed ? failures : count).increment();
      millis.add(nanos / 1_000_000);
      if (!failed) {
        LOG.info("compaction took {} ms{}", nanos / 1_000_000, size());
      }
      CompactionTiming timing = new CompactionTiming(nanos, isScheduled, failed);
      FlightRecorder.end(event, timing);
      watch.tell(observer -> observer.compacted(timing));
    }
  }

  /** What the storage says that the database takes, where it says so. */
  private String size() {
    if (!LOG.isInfoEnabled()) {
      return "";
    }
    Map<String, Long> figures = transactor.storage().statistics();
    Long files = figures.get("sst-bytes");
    return files == null ? "" : "; its files have " + files + " bytes";
  }

  /** How often, how often not, and how long altogether, by name. */
  Map<String, Long> figures() {
    return Map.of(
        "compactions",
        count.sum(),
        "failed-compactions",
        failures.sum(),
        "compaction-millis",
        millis.sum());
  }
}
