package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.metrics.micrometer.DfdbMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/operations.md. */
class OperationsGuideTest {

  @TempDir
  private Path folder = Path.of("");

  @Test
  void presetsAndMeters() {
    Path path = folder.resolve("people");
    MeterRegistry registry = new SimpleMeterRegistry();
    // snippet: operations-preset
    Connection connection = Dfdb.createDb(
        Map.of("preset", "balanced", "storage-config", Map.of("type", "rocksdb", "path", path)));
    // end
    // snippet: operations-meters
    DfdbMetrics metrics = new DfdbMetrics(connection, Tags.of("database", "people"));
    metrics.bindTo(registry);
    // end
    connection.transact("[{:person/name \"Ada\"}]");
    assertEquals(
        1, registry.get("dfdb.transactions").tag("database", "people").timer().count());
    metrics.close();
    connection.close();
  }
}
