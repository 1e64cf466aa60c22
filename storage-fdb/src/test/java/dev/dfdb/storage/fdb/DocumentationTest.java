package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** STORAGE-BACKENDS.md says of the options what the provider says, and its example runs. */
class DocumentationTest {

  private static final String HEADING = "## FoundationDB";

  @Test
  void theTableListsEveryOptionInOrderWithItsMeaning() throws IOException {
    List<Option<?>> options = new FdbStorageProvider().options();
    Map<String, List<String>> table = table();
    assertEquals(options.stream().map(Option::name).toList(), List.copyOf(table.keySet()));
    for (Option<?> option : options) {
      assertEquals(option.description(), row(table, option).get(3), option::name);
    }
  }

  @Test
  void theTableTellsTheDefaultsAndTheBounds() throws IOException {
    Map<String, List<String>> table = table();
    for (Option<?> option : new FdbStorageProvider().options()) {
      String written = row(table, option).get(2);
      Object value = option.defaultValue();
      if (value == null) {
        assertEquals("", written, option::name);
      } else {
        assertEquals(value, option.parse(written), option::name);
      }
      String takes = row(table, option).get(1);
      String[] bounds = takes.replaceFirst("^a (size|number), ", "").split(" to ", -1);
      if (bounds.length == 2) {
        for (String bound : bounds) {
          assertNotNull(option.parse(bound), option::name);
        }
      } else if (takes.startsWith("one of")) {
        assertEquals(option.expected(), takes, option::name);
      } else {
        assertTrue(
            List.of("text", "a path", "a time").contains(takes), () -> option + " takes " + takes);
      }
    }
  }

  @Test
  void theExampleOfATestRunsAsItIsWritten() throws IOException {
    // example
    try (SimulatedCluster cluster = new SimulatedCluster(42, Faults.SOME);
        FdbStorage storage = cluster.open(Map.of());
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("[{:n 1}]");
    }
    // end
    String source = Files.readString(
        folder().resolve("storage-fdb/src/test/java/dev/dfdb/storage/fdb/DocumentationTest.java"));
    String example = source.substring(
        source.indexOf("// example\n") + "// example\n".length(), source.indexOf("    // end\n"));
    String code = example.lines().map(line -> line.substring(4)).collect(Collectors.joining("\n"));
    assertTrue(Files.readString(folder().resolve("STORAGE-BACKENDS.md")).contains(code), code);
  }

  private static List<String> row(Map<String, List<String>> table, Option<?> option) {
    List<String> row = table.get(option.name());
    assertNotNull(row, option::name);
    return row;
  }

  /** The cells of the first table under the heading, by option. */
  private static Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> table = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(folder().resolve("STORAGE-BACKENDS.md"))) {
      inside |= line.equals(HEADING);
      if (inside && line.startsWith("| `")) {
        List<String> cells = Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
            .map(String::strip)
            .toList();
        table.put(cells.get(0).replace("`", ""), cells);
      } else if (!table.isEmpty()) {
        break;
      }
    }
    return table;
  }

  /** The root of the source tree, wherever the test was started. */
  private static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("STORAGE-BACKENDS.md"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("no STORAGE-BACKENDS.md above the working directory");
    }
    return folder;
  }
}
