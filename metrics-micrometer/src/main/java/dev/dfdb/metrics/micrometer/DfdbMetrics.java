package dev.dfdb.metrics.micrometer;

import dev.dfdb.Connection;
import dev.dfdb.Registration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The meters of one connection.
 *
 * <pre>{@code
 * DfdbMetrics metrics = new DfdbMetrics(connection, Tags.of("database", "people"));
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>docs/operations.md lists them, with what each means. To be closed before the connection, or
 * with it. Safe from any thread.
 */
public final class DfdbMetrics implements MeterBinder, AutoCloseable {

  private final Connection connection;
  private final Tags tags;
  private final List<Binding> bindings = new ArrayList<>();

  /** What is to be taken back of a registry. */
  private record Binding(MeterRegistry registry, List<Meter> meters, Registration observing) {}

  /** The meters of a connection, without tags: for the only one of a program. */
  public DfdbMetrics(Connection connection) {
    this(connection, Tags.empty());
  }

  /**
   * The meters of a connection.
   *
   * @param tags given to each of them, to tell it from other connections
   */
  public DfdbMetrics(Connection connection, Iterable<Tag> tags) {
    this.connection = Objects.requireNonNull(connection, "connection");
    this.tags = Tags.of(tags);
  }

  /** Registers every meter; from now on they count. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Registered meters = new Registered(registry, tags);
    new StateMeters(connection).register(meters);
    WorkMeters work = new WorkMeters(meters);
    bindings.add(new Binding(registry, meters.all(), connection.observe(work)));
  }

  /** Takes every meter back. */
  @Override
  public synchronized void close() {
    for (Binding binding : bindings) {
      binding.observing().close();
      binding.meters().forEach(binding.registry()::remove);
    }
    bindings.clear();
  }
}
