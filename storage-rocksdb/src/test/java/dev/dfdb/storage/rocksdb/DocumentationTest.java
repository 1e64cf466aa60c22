package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** STORAGE-BACKENDS.md says of the options what the provider says. */
class DocumentationTest {

  private static final String HEADING = "## RocksDB";

  @Test
  void theTableListsEveryOptionInOrderWithItsMeaning() throws IOException {
    List<Option<?>> options = new RocksDbStorageProvider().options();
    Map<String, List<String>> table = table();
    assertEquals(options.stream().map(Option::name).toList(), List.copyOf(table.keySet()));
    for (Option<?> option : options) {
      assertEquals(option.description(), row(table, option).get(3), option::name);
    }
  }

  @Test
  void theTableTellsTheDefaults() throws IOException {
    Map<String, List<String>> table = table();
    for (Option<?> option : new RocksDbStorageProvider().options()) {
      String written = row(table, option).get(2);
      Object value = option.defaultValue();
      if (option.isRequired()) {
        assertEquals("required", written, option::name);
      } else if (value == null) {
        assertEquals("", written, option::name);
      } else {
        assertEquals(value, option.parse(written), option::name);
      }
    }
  }

  @Test
  void theTableTellsTheBounds() throws IOException {
    Map<String, List<String>> table = table();
    for (Option<?> option : new RocksDbStorageProvider().options()) {
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
            List.of("a path", "a text", "true or false", "a time").contains(takes),
            () -> option + " takes " + takes);
      }
    }
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
    for (String line : Files.readAllLines(file())) {
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

  /** The file in the root of the source tree, wherever the test was started. */
  private static Path file() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("STORAGE-BACKENDS.md"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("no STORAGE-BACKENDS.md above the working directory");
    }
    return folder.resolve("STORAGE-BACKENDS.md");
  }
}
