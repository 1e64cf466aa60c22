package dev.dfdb;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.solve.Trace;
import dev.dfdb.internal.record.FlightRecorder;
import dev.dfdb.internal.record.Watch;
import dev.dfdb.observe.PullTiming;
import dev.dfdb.observe.QueryTiming;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the queries and pulls of a connection, if anybody wants to know. Safe from any thread.
 *
 * @param watch who observes
 * @param slow the log of what is slow, or null
 */
record Measured(Watch watch, @Nullable SlowLog slow) {

  /** Measures nothing: what a transaction reads is part of it. */
  static Measured nothing() {
    return new Measured(new Watch(), null);
  }

  /** Answers a query. */
  QueryResult query(
      Object query, List<? extends @Nullable Object> inputs, Supplier<QueryResult> answer) {
    SlowLog log = slow;
    boolean isTraced = log != null && log.hasQueries();
    Object event = FlightRecorder.beginQuery();
    if (!isTraced && event == null && !watch.isObserved()) {
      return answer.get();
    }
    long begun = System.nanoTime();
    long read = Budget.current().bytesRead();
    Explanation plan = null;
    QueryResult result = null;
    try {
      if (isTraced) {
        Trace.Traced<QueryResult> traced = Trace.of(answer);
        result = traced.result();
        plan = Explanation.of(traced.trace(), result.size());
      } else {
        result = answer.get();
      }
      return result;
    } finally {
      QueryTiming timing = new QueryTiming(
          ShownText.of(query),
          result == null ? 0 : result.size(),
          System.nanoTime() - begun,
          Budget.current().bytesRead() - read,
          result == null);
      FlightRecorder.end(event, timing);
      if (isTraced && log != null) {
        log.query(timing, inputs, plan);
      }
      if (watch.isObserved()) {
        watch.tell(observer -> observer.answered(timing));
      }
    }
  }

  /** Pulls. */
  <T extends @Nullable Object> T pull(Object pattern, int entities, Supplier<T> pull) {
    Object event = FlightRecorder.beginPull();
    if (event == null && !watch.isObserved()) {
      return pull.get();
    }
    long begun = System.nanoTime();
    boolean failed = true;
    try {
      T result = pull.get();
      failed = false;
      return result;
    } finally {
      PullTiming timing =
          new PullTiming(ShownText.of(pattern), entities, System.nanoTime() - begun, failed);
      FlightRecorder.end(event, timing);
      if (watch.isObserved()) {
        watch.tell(observer -> observer.pulled(timing));
      }
    }
  }
}
