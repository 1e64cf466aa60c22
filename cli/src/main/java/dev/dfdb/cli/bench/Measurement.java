package dev.dfdb.cli.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts what is done and how long it takes. Recording is safe from any thread. */
final class Measurement {

  private static final int DIGITS = 3;

  private final Map<Work, Recorder> recorders = new EnumMap<>(Work.class);
  private final Map<Work, Histogram> totals = new EnumMap<>(Work.class);
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private long failedBefore;

  Measurement(Mix mix) {
    for (Work work : mix.shares().keySet()) {
      recorders.put(work, new Recorder(DIGITS));
      totals.put(work, new Histogram(DIGITS));
    }
  }

  void done(Work work, long nanos) {
    Recorder recorder = recorders.get(work);
    if (recorder != null) {
      recorder.recordValue(Math.max(0, nanos));
    }
  }

  void failed(Throwable error) {
    errors
        .computeIfAbsent(error.getClass().getSimpleName(), name -> new LongAdder())
        .increment();
  }

  /** What was done since the last call, which is taken into the totals. By one thread. */
  Histogram interval() {
    Histogram all = new Histogram(DIGITS);
    for (Map.Entry<Work, Histogram> total : totals.entrySet()) {
      Recorder recorder = recorders.get(total.getKey());
      if (recorder != null) {
        Histogram interval = recorder.getIntervalHistogram();
        total.getValue().add(interval);
        all.add(interval);
      }
    }
    return all;
  }

  /** How many have failed since the last call. By one thread. */
  long failures() {
    long all = errors.values().stream().mapToLong(LongAdder::sum).sum();
    long more = all - failedBefore;
    failedBefore = all;
    return more;
  }

  Map<Work, Histogram> totals() {
    return totals;
  }

  Map<String, Long> errors() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    errors.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }
}
