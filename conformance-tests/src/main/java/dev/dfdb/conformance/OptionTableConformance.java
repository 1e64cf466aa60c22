package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.StorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A document in Markdown says of the options of a backend what its provider says: in a table with
 * the columns option, what it takes, default, meaning, a row for each option in the provider's
 * order. What one takes is {@code text}, {@code a path}, {@code a time}, {@code true or false},
 * {@code a size, 1KiB to 1GiB}, {@code a number, 1 to 9}, or {@code one of} several.
 */
public abstract class OptionTableConformance {

  private static final List<String> KINDS = List.of("text", "a path", "true or false", "a time");

  /** For subclasses. */
  protected OptionTableConformance() {}

  /** Whose options they are. */
  protected abstract StorageProvider provider();

  /** The document. */
  protected abstract Path document();

  /** The line of the document under which the table is the first. */
  protected abstract String heading();

  /**
   * A file in the working directory of the tests, or in one of those it lies in.
   *
   * @throws AssertionError if there is none
   */
  protected static Path above(String file) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("no " + file + " above the working directory");
    }
    return folder.resolve(file);
  }

  @Test
  final void theTableListsEveryOptionInOrderWithItsMeaning() throws IOException {
    List<Option<?>> options = provider().options();
    Map<String, List<String>> table = table();
    assertEquals(options.stream().map(Option::name).toList(), List.copyOf(table.keySet()));
    for (Option<?> option : options) {
      assertEquals(option.description(), row(table, option).get(3), option::name);
    }
  }

  @Test
  final void theTableTellsTheDefaults() throws IOException {
    Map<String, List<String>> table = table();
    for (Option<?> option : provider().options()) {
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
  final void theTableTellsTheBounds() throws IOException {
    Map<String, List<String>> table = table();
    for (Option<?> option : provider().options()) {
      String takes = row(table, option).get(1);
      String[] bounds = takes.replaceFirst("^a (size|number), ", "").split(" to ", -1);
      if (bounds.length == 2) {
        for (String bound : bounds) {
          assertNotNull(option.parse(bound), option::name);
        }
      } else if (takes.startsWith("one of")) {
        assertEquals(option.expected(), takes, option::name);
      } else {
        assertTrue(KINDS.contains(takes), () -> option + " takes " + takes);
      }
    }
  }

  private static List<String> row(Map<String, List<String>> table, Option<?> option) {
    List<String> row = table.get(option.name());
    assertNotNull(row, option::name);
    return row;
  }

  /** The cells of the table, by option. */
  private Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> table = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(document())) {
      inside |= line.equals(heading());
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
}
