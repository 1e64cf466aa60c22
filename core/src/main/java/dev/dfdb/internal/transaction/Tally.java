package dev.dfdb.internal.transaction;

import dev.dfdb.internal.record.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of the transactions of one connection. Safe from any thread. */
final class Tally {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.transactions");
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** So many conflicts within a minute cost more than they should. */
  private static final int STORM = 1_000;

  private long minuteBegan = System.nanoTime();
  private int inMinute;
  private final Watch watch = new Watch();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder starved = new LongAdder();
  private final LongAdder unknown = new LongAdder();

  /** A group was written, which took from a time until now. */
  void committed(Group group, List<Committed> committed, long begun) {
    commits.increment();
    transactions.add(committed.size());
    if (group.isTimed()) {
      group.tell(watch, committed, begun, System.nanoTime());
    }
  }

  /** Who observes the transactions. */
  Watch watch() {
    return watch;
  }

  /** Another process was faster. */
  void conflicted() {
    conflicts.increment();
    storm();
  }

  /** Says so once a minute while others are faster again and again. */
  private synchronized void storm() {
    long now = System.nanoTime();
    if (now - minuteBegan > MINUTE_NANOS) {
      minuteBegan = now;
      inMinute = 0;
    }
    if (++inMinute == STORM) {
      LOG.warn(
          "others are faster to commit: {} conflicts within {} s, each evaluated again; fewer"
              + " connections that write one database at a time, or larger transactions, help",
          STORM,
          Math.max(1, (now - minuteBegan) / 1_000_000_000));
    }
  }

  /** Others were faster so often that some were given up. */
  void starved(int count) {
    starved.add(count);
  }

  /** It could not be told from the answer whether something was written. */
  void unknown() {
    unknown.increment();
  }

  /** The counts by name. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("transactions", transactions.sum());
    figures.put("commits", commits.sum());
    figures.put("conflicts", conflicts.sum());
    figures.put("starved-transactions", starved.sum());
    figures.put("unknown-outcomes", unknown.sum());
    return figures;
  }
}
