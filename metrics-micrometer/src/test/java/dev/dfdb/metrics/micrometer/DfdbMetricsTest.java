package dev.dfdb.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.error.QueryException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters are those that docs/operations.md lists, and have the values of what was done. */
class DfdbMetricsTest {

  @TempDir
  Path home;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** A line of the table. */
  private record Documented(String name, String type, String unit, String tags, String where) {}

  @Test
  void inMemoryTheMetersAreThoseThatAreDocumented() throws IOException {
    try (Connection connection = Dfdb.createDb();
        DfdbMetrics metrics = new DfdbMetrics(connection)) {
      work(connection, metrics);
      assertEquals(documented(false), registered());
      assertWork();
    }
  }

  @Test
  void onRocksDbTheMetersAreThoseThatAreDocumented() throws IOException {
    try (Connection connection = rocksDb();
        DfdbMetrics metrics = new DfdbMetrics(connection)) {
      work(connection, metrics);
      assertEquals(documented(true), registered());
      assertWork();
      assertTrue(registry.get("dfdb.storage.files").gauge().value() > 0);
      assertTrue(registry.get("dfdb.storage.memory").gauge().value() > 0);
      assertEquals(64 << 20, registry.get("dfdb.storage.memory.limit").gauge().value());
      assertTrue(registry.get("dfdb.storage.log").functionCounter().count() > 0);
      double reads =
          registry.get("dfdb.cache.gets").tag("cache", "blocks").functionCounters().stream()
              .mapToDouble(counter -> counter.count())
              .sum();
      assertTrue(reads > 0);
    }
  }

  @Test
  void tagsTellTwoConnectionsOfARegistryApart() {
    try (Connection one = Dfdb.createDb();
        Connection other = Dfdb.createDb()) {
      new DfdbMetrics(one, Tags.of("database", "one")).bindTo(registry);
      new DfdbMetrics(other, Tags.of("database", "other")).bindTo(registry);
      one.transact("[{:person/name \"Ada\"}]");
      assertEquals(
          1, registry.get("dfdb.transactions").tag("database", "one").timer().count());
      assertEquals(
          0, registry.get("dfdb.transactions").tag("database", "other").timer().count());
    }
  }

  @Test
  void closingTakesTheMetersBack() {
    try (Connection connection = Dfdb.createDb()) {
      DfdbMetrics metrics = new DfdbMetrics(connection);
      metrics.bindTo(registry);
      metrics.close();
      assertEquals(List.of(), registry.getMeters());
      metrics.close();
    }
  }

  @Test
  void aClosedConnectionBreaksNoGauge() {
    Connection connection = rocksDb();
    new DfdbMetrics(connection).bindTo(registry);
    connection.close();
    registry.getMeters().forEach(meter -> meter.measure().forEach(one -> one.getValue()));
    assertTrue(Double.isNaN(registry.get("dfdb.datoms").gauge().value()));
  }

  private Connection rocksDb() {
    return Dfdb.createDb(Map.of(
        "storage-config",
        Map.of("type", "rocksdb", "path", home.resolve("db"), "memory-bytes", "64MiB")));
  }

  private void work(Connection connection, DfdbMetrics metrics) {
    metrics.bindTo(registry);
    for (int i = 0; i < 10; i++) {
      connection.transact("[{:person/name \"Ada " + i + "\"}]");
    }
    Db db = connection.db();
    for (int i = 0; i < 3; i++) {
      db.q("[:find ?name :where [_ :person/name ?name]]");
    }
    assertThrows(QueryException.class, () -> db.q("[:find ?x :in $ ?x :where [?x :a ?x]]"));
    db.pull("[*]", 1);
    connection.compact();
  }

  private void assertWork() {
    assertEquals(10, registry.get("dfdb.transactions").timer().count());
    assertTrue(registry.get("dfdb.transactions").timer().totalTime(TimeUnit.NANOSECONDS) > 0);
    assertTrue(registry.get("dfdb.transactions.write").timer().max(TimeUnit.NANOSECONDS) > 0);
    assertTrue(registry.get("dfdb.transactions.datoms").summary().mean() >= 2);
    assertEquals(10, registry.get("dfdb.transactions.group").summary().totalAmount());
    assertEquals(10, registry.get("dfdb.commits").functionCounter().count());
    assertEquals(0, registry.get("dfdb.conflicts").functionCounter().count());
    assertEquals(
        3, registry.get("dfdb.queries").tag("outcome", "success").timer().count());
    assertEquals(1, registry.get("dfdb.queries").tag("outcome", "error").timer().count());
    assertTrue(registry.get("dfdb.queries.read").summary().totalAmount() > 0);
    assertEquals(1, registry.get("dfdb.pulls").tag("outcome", "success").timer().count());
    assertEquals(
        1, registry.get("dfdb.compactions").tag("outcome", "success").timer().count());
    assertEquals(10, registry.get("dfdb.t").gauge().value());
    assertTrue(registry.get("dfdb.datoms").gauge().value() > 20);
    assertEquals(
        registry.get("dfdb.datoms").gauge().value(),
        registry.get("dfdb.history").gauge().value());
    assertEquals(0, registry.get("dfdb.cursors.open").gauge().value());
  }

  private Set<String> registered() {
    return registry.getMeters().stream()
        // What a timer's percentiles are to a registry that has no histograms of its own.
        .filter(meter -> !meter.getId().getName().endsWith(".percentile"))
        .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
        .map(DfdbMetricsTest::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String line(Meter meter) {
    String type = switch (meter.getId().getType()) {
      case DISTRIBUTION_SUMMARY -> "summary";
      default -> meter.getId().getType().name().toLowerCase(Locale.ROOT);
    };
    String tags = meter.getId().getTags().stream()
        .map(Tag::getKey)
        .sorted()
        .collect(Collectors.joining(", "));
    return meter.getId().getName() + " " + type + " " + meter.getId().getBaseUnit() + " [" + tags
        + "]";
  }

  private static Set<String> documented(boolean onRocksDb) throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Documented each : table()) {
      if (onRocksDb || each.where().equals("every backend")) {
        lines.add(each.name() + " " + each.type() + " " + each.unit() + " [" + each.tags() + "]");
      }
    }
    return lines;
  }

  private static List<Documented> table() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("docs/operations.md"))) {
      folder = folder.getParent();
    }
    assertTrue(folder != null);
    return Files.readAllLines(Path.of(folder + "/docs/operations.md")).stream()
        .filter(line -> line.startsWith("| `dfdb."))
        .filter(line -> line.split("\\|", -1).length == 8)
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> new Documented(
            cells.get(1).replace("`", ""),
            cells.get(2),
            cells.get(3),
            cells.get(4).replace("`", ""),
            cells.get(5)))
        .toList();
  }
}
