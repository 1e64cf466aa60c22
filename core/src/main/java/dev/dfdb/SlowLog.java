package dev.dfdb;

import dev.dfdb.observe.Observer;
import dev.dfdb.observe.QueryTiming;
import dev.dfdb.observe.TransactionTiming;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs queries and transactions that took longer than they may: each query once a minute at most,
 * with the plan, and how often it was held back since. Safe from any thread.
 */
final class SlowLog {

  private static final Logger QUERIES = LoggerFactory.getLogger("dev.dfdb.slow-query");
  private static final Logger TRANSACTIONS = LoggerFactory.getLogger("dev.dfdb.slow-transaction");
  private static final int MOST_PER_MINUTE = 100;

  private final Duration queryThreshold;
  private final Duration transactionThreshold;
  private final boolean showsInputs;
  private final RateLimit limit = new RateLimit(MOST_PER_MINUTE, System::nanoTime);

  /**
   * A log.
   *
   * @param queryThreshold from what time on a query is slow; zero for never
   * @param transactionThreshold the same of a transaction
   * @param showsInputs whether the inputs of a query are shown
   */
  SlowLog(Duration queryThreshold, Duration transactionThreshold, boolean showsInputs) {
    this.queryThreshold = queryThreshold;
    this.transactionThreshold = transactionThreshold;
    this.showsInputs = showsInputs;
  }

  /** Whether it wants to know of queries, with their plans. */
  boolean hasQueries() {
    return !queryThreshold.isZero();
  }

  /** Whether it wants to know of transactions. */
  boolean hasTransactions() {
    return !transactionThreshold.isZero();
  }

  /**
   * Takes note of a query.
   *
   * @param plan how it was answered; null if it failed
   */
  void query(
      QueryTiming timing, List<? extends @Nullable Object> inputs, @Nullable Explanation plan) {
    if (timing.nanos() < queryThreshold.toNanos()) {
      return;
    }
    OptionalLong suppressed = limit.pass("q" + timing.query());
    if (suppressed.isPresent()) {
      QUERIES.warn(
          "slow query: {} ms, {} rows{}, {} bytes read{}\nquery: {}\ninputs: {}\nplan:\n{}",
          timing.nanos() / 1_000_000,
          timing.rows(),
          timing.failed() ? " (it failed)" : "",
          timing.bytesRead(),
          held(suppressed.getAsLong()),
          timing.query(),
          showsInputs ? ShownText.ofInputs(inputs) : inputs.size() + " (not shown)",
          plan == null ? "none, as it failed" : plan.text().stripTrailing());
    }
  }

  /** What observes transactions for it. */
  Observer ofTransactions() {
    return new Observer() {
      @Override
      public void committed(TransactionTiming timing) {
        transaction(timing);
      }
    };
  }

  private void transaction(TransactionTiming timing) {
    if (timing.totalNanos() < transactionThreshold.toNanos()) {
      return;
    }
    OptionalLong suppressed = limit.pass("t");
    if (suppressed.isPresent()) {
      TRANSACTIONS.warn(
          "slow transaction: {} ms for t {} of {} datoms{}; waited {} ms, evaluated {} ms, its group"
              + " of {} was written in {} ms; attempts: {}",
          timing.totalNanos() / 1_000_000,
          timing.t(),
          timing.datoms(),
          held(suppressed.getAsLong()),
          timing.waitNanos() / 1_000_000,
          timing.evaluationNanos() / 1_000_000,
          timing.groupSize(),
          timing.writeNanos() / 1_000_000,
          timing.attempts());
    }
  }

  private static String held(long suppressed) {
    return suppressed == 0 ? "" : "; " + suppressed + " more like it were not logged";
  }
}
