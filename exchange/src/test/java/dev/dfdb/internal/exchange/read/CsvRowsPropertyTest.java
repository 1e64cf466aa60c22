package dev.dfdb.internal.exchange.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** CSV is read as another library reads it, and nothing that is not CSV keeps it from going on. */
class CsvRowsPropertyTest {

  private static final Dialect TWO = Dialect.DEFAULT.withHeader(List.of("a", "b"));
  private static final int MAX_CHARS = 1 << 20;

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.strings().withChars(",\"\n\r ;aé€".toCharArray()).ofMaxLength(6);
  }

  /** Writes a field, in quotes if it needs them or by chance. */
  private static String written(String field, boolean quoted) {
    boolean needs = field.isEmpty() || field.matches("(?s).*[,\"\n\r].*");
    return needs || quoted ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
  }

  @Property(tries = 500)
  void whatIsCsvIsReadAsItIs(
      @ForAll List<@net.jqwik.api.From("fields") String> values,
      @ForAll boolean quoted,
      @ForAll boolean crlf)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i + 1 < values.size(); i += 2) {
      text.append(written(values.get(i), quoted)).append(',');
      text.append(written(values.get(i + 1), quoted)).append(crlf ? "\r\n" : "\n");
      expected.add(List.of(values.get(i), values.get(i + 1)));
    }
    List<List<String>> found = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (RowReader rows =
        RowReader.open(Source.text("t", text.toString()), Format.CSV, TWO, MAX_CHARS)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        assertEquals(null, row.problem());
        found.add(row.cells().stream().map(cell -> String.valueOf(cell.value())).toList());
        lines.add(row.line());
      }
    }
    assertEquals(expected, found);
    List<Long> otherLines = new ArrayList<>();
    try (CsvReader<CsvRecord> other = CsvReader.builder().ofCsvRecord(text.toString())) {
      other.forEach(row -> otherLines.add(row.getStartingLineNumber()));
    }
    assertEquals(otherLines, lines);
  }

  @Property(tries = 500)
  void everyCharacterOfAnyTextBelongsToOneRowOrToNone(
      @ForAll List<@net.jqwik.api.From("fields") String> pieces) throws IOException {
    String text = String.join("", pieces);
    StringBuilder read = new StringBuilder();
    try (RowReader rows = RowReader.open(Source.text("t", text), Format.CSV, TWO, 16)) {
      long number = 0;
      long line = 0;
      for (Row row = rows.next(); row != null; row = rows.next()) {
        assertEquals(++number, row.number());
        assertTrue(row.line() > line, "rows begin on lines of their own");
        line = row.line();
        read.append(row.text());
      }
    }
    // What is missing are empty lines, and what is behind the limit of a row's length.
    int at = 0;
    for (char c : read.toString().toCharArray()) {
      at = text.indexOf(c, at) + 1;
      assertTrue(at > 0, () -> "read " + read + " of " + text);
    }
  }
}
