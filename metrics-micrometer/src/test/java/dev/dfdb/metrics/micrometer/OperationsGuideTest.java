package dev.dfdb.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/operations.md is compiled and run as it stands there. */
class OperationsGuideTest {

  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir
  Path home;

  @Test
  void theExamplesRun() {
    MeterRegistry registry = new SimpleMeterRegistry();
    Connection connection = opened(home.resolve("people"));
    DfdbMetrics metrics = bound(connection, registry);
    connection.transact("[{:person/name \"Ada\"}]");
    assertEquals(
        1, registry.get("dfdb.transactions").tag("database", "people").timer().count());
    metrics.close();
    connection.close();
  }

  private static Connection opened(Path path) {
    Connection connection = Dfdb.createDb(
        Map.of("preset", "balanced", "storage-config", Map.of("type", "rocksdb", "path", path)));
    return connection;
  }

  private static DfdbMetrics bound(Connection connection, MeterRegistry registry) {
    DfdbMetrics metrics = new DfdbMetrics(connection, Tags.of("database", "people"));
    metrics.bindTo(registry);
    return metrics;
  }

  @Test
  void theGuideShowsThemAsTheyAre() throws IOException {
    String source = plain(Files.readString(Path.of("src/test/java")
        .resolve(OperationsGuideTest.class.getName().replace('.', '/') + ".java")));
    Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/operations.md")));
    int count = 0;
    while (examples.find()) {
      count++;
      assertTrue(source.contains(plain(examples.group(1))), examples.group(1));
    }
    assertEquals(2, count);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", "");
  }
}
