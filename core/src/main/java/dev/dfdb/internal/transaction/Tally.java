package dev.dfdb.internal.transaction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of the transactions of one connection. Safe from any thread. */
final class Tally {

  private final LongAdder transactions = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder starved = new LongAdder();
  private final LongAdder unknown = new LongAdder();

  /** Some were written together. */
  void committed(int count) {
    commits.increment();
    transactions.add(count);
  }

  /** Another process was faster. */
  void conflicted() {
    conflicts.increment();
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
