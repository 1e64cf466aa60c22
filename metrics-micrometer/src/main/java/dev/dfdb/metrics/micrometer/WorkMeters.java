package dev.dfdb.metrics.micrometer;

import dev.dfdb.observe.CompactionTiming;
import dev.dfdb.observe.Observer;
import dev.dfdb.observe.PullTiming;
import dev.dfdb.observe.QueryTiming;
import dev.dfdb.observe.TransactionTiming;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The meters of what a connection does, which it tells as it does it. */
final class WorkMeters implements Observer {

  private final Timer transactions;
  private final Timer waits;
  private final Timer evaluations;
  private final Timer writes;
  private final DistributionSummary datoms;
  private final DistributionSummary groups;
  private final Timer answered;
  private final Timer unanswered;
  private final DistributionSummary read;
  private final Timer pulled;
  private final Timer notPulled;
  private final Timer compacted;
  private final Timer notCompacted;

  WorkMeters(Registered meters) {
    transactions = meters.timer(
        "dfdb.transactions", "Transactions, from when they were given until they were written");
    waits = meters.timer(
        "dfdb.transactions.wait", "How long transactions waited for those before them");
    evaluations =
        meters.timer("dfdb.transactions.evaluation", "How long transactions took to evaluate");
    writes = meters.timer(
        "dfdb.transactions.write", "How long the storage took to write a transaction's group");
    datoms = meters.summary("dfdb.transactions.datoms", "datoms", "Datoms of a transaction");
    groups = meters.summary(
        "dfdb.transactions.group",
        "transactions",
        "How many transactions were written together, for each of them");
    answered = meters.timer("dfdb.queries", "Queries", "outcome", "success");
    unanswered = meters.timer("dfdb.queries", "Queries", "outcome", "error");
    read = meters.summary(
        "dfdb.queries.read", "bytes", "Bytes of keys and values that a query has read");
    pulled = meters.timer("dfdb.pulls", "Pulls", "outcome", "success");
    notPulled = meters.timer("dfdb.pulls", "Pulls", "outcome", "error");
    compacted = meters.timer("dfdb.compactions", "Compactions", "outcome", "success");
    notCompacted = meters.timer("dfdb.compactions", "Compactions", "outcome", "error");
  }

  @Override
  public void committed(TransactionTiming timing) {
    transactions.record(timing.totalNanos(), TimeUnit.NANOSECONDS);
    waits.record(timing.waitNanos(), TimeUnit.NANOSECONDS);
    evaluations.record(timing.evaluationNanos(), TimeUnit.NANOSECONDS);
    writes.record(timing.writeNanos(), TimeUnit.NANOSECONDS);
    datoms.record(timing.datoms());
    groups.record(timing.groupSize());
  }

  @Override
  public void answered(QueryTiming timing) {
    (timing.failed() ? unanswered : answered).record(timing.nanos(), TimeUnit.NANOSECONDS);
    read.record((double) timing.bytesRead());
  }

  @Override
  public void pulled(PullTiming timing) {
    (timing.failed() ? notPulled : pulled).record(timing.nanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void compacted(CompactionTiming timing) {
    (timing.failed() ? notCompacted : compacted).record(timing.nanos(), TimeUnit.NANOSECONDS);
  }
}
