package dev.dfdb.metrics.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Registers meters, and remembers them. Belongs to the thread that binds. */
final class Registered {

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> all = new ArrayList<>();

  Registered(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  private <T extends Meter> T kept(T meter) {
    all.add(meter);
    return meter;
  }

  /** A timer with a histogram, from which a backend makes percentiles, and some of its own. */
  Timer timer(String name, String description, String... keysAndValues) {
    return kept(Timer.builder(name)
        .description(description)
        .tags(tags.and(keysAndValues))
        .publishPercentileHistogram()
        .publishPercentiles(0.5, 0.95, 0.99)
        .register(registry));
  }

  DistributionSummary summary(String name, String unit, String description) {
    return kept(DistributionSummary.builder(name)
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .register(registry));
  }

  <T> void gauge(
      String name,
      String unit,
      String description,
      T of,
      ToDoubleFunction<T> value,
      String... keysAndValues) {
    kept(Gauge.builder(name, of, value)
        .description(description)
        .baseUnit(unit)
        .tags(tags.and(keysAndValues))
        .strongReference(true)
        .register(registry));
  }

  <T> void counter(
      String name,
      String unit,
      String description,
      T of,
      ToDoubleFunction<T> value,
      String... keysAndValues) {
    kept(FunctionCounter.builder(name, of, value)
        .description(description)
        .baseUnit(unit)
        .tags(tags.and(keysAndValues))
        .register(registry));
  }

  List<Meter> all() {
    return List.copyOf(all);
  }
}
