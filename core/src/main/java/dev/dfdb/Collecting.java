package dev.dfdb;

import dev.dfdb.internal.query.function.Aggregate;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** A collector over the values of one group, as an aggregate. */
final class Collecting<A extends @Nullable Object> implements Aggregate {

  private final Collector<@Nullable Object, A, ?> collector;
  private final A container;

  Collecting(Collector<@Nullable Object, A, ?> collector) {
    this.collector = collector;
    this.container = collector.supplier().get();
  }

  @Override
  public void add(@Nullable Object value) {
    collector.accumulator().accept(container, value);
  }

  @Override
  public @Nullable Object result() {
    return collector.finisher().apply(container);
  }
}
