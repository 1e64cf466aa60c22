package dev.dfdb.cli.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What became of a load.
 *
 * @param database what it was put on
 * @param time how long it took
 * @param seconds its seconds
 * @param latencies how long things took, in nanoseconds, by kind
 * @param errors how many failures there were of each kind
 */
record Outcome(
    String database,
    Duration time,
    List<Second> seconds,
    Map<Work, Histogram> latencies,
    Map<String, Long> errors) {

  /** Percentiles that are reported. */
  static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

  /** Their names. */
  static final List<String> NAMES = List.of("p50", "p90", "p99", "p99.9", "max");

  Outcome {
    seconds = List.copyOf(seconds);
    latencies = Collections.unmodifiableMap(new EnumMap<>(latencies));
    errors = Collections.unmodifiableMap(new TreeMap<>(errors));
  }

  /** All kinds together. */
  Histogram all() {
    Histogram all = new Histogram(3);
    latencies.values().forEach(all::add);
    return all;
  }

  /** How many things were done in a second. */
  double rate(Histogram done) {
    return done.getTotalCount() / Math.max(1e-9, time.toNanos() / 1e9);
  }

  /** The bytes on disk in the end, or -1. */
  long disk() {
    return seconds.isEmpty() ? -1 : seconds.get(seconds.size() - 1).disk();
  }
}
