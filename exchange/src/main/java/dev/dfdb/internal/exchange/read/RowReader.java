package dev.dfdb.internal.exchange.read;

import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.exchange.mapping.Source;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a text, one after the other. A row that can't be read is given with its problem, and
 * reading goes on behind it. Used by one thread.
 */
public abstract sealed class RowReader implements Closeable permits CsvRows, JsonRows, EdnRows {

  /** The text. */
  final RowText text;

  private long number;

  RowReader(RowText text) {
    this.text = text;
  }

  /**
   * Opens a text.
   *
   * @param maxChars how long a row may be
   */
  public static RowReader open(Source source, Format format, Dialect dialect, int maxChars)
      throws IOException {
    RowText text = new RowText(source, maxChars);
    boolean opened = false;
    try {
      RowReader rows = switch (format) {
        case CSV -> new CsvRows(text, dialect);
        case JSON_LINES -> new JsonRows(text);
        case EDN -> new EdnRows(text);
      };
      opened = true;
      return rows;
    } finally {
      if (!opened) {
        text.close();
      }
    }
  }

  /** The next row, or null behind the last. */
  public abstract @Nullable Row next() throws IOException;

  /** The heading as it stands in the text; empty where the format has none. */
  public String heading() {
    return "";
  }

  /** The names of the columns, as far as the format says them before the first row. */
  public List<String> columns() {
    return List.of();
  }

  /** How many bytes of the text were read. */
  public long bytesRead() {
    return text.bytesRead();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** The row up to here, which can be read unless its bytes are no characters. */
  Row row(List<Cell> cells) {
    Integer malformed = text.malformed();
    String whole = text.rowText();
    if (malformed == null) {
      return new Row(++number, text.startLine(), text.startColumn(), whole, cells, null);
    }
    Place place = Place.in(whole, malformed, text.startLine(), text.startColumn());
    return bad(place.line(), place.column(), "bytes that are no characters of the charset");
  }

  /** The row up to here, which can't be read. */
  Row bad(long line, int column, String reason) {
    String whole = text.rowText();
    RowProblem problem = new RowProblem(++number, line, column, null, whole.strip(), reason);
    return new Row(number, text.startLine(), text.startColumn(), whole, List.of(), problem);
  }

  /** The line in which the row began is a row that can't be read: the next begins behind it. */
  Row badLine(long line, int column, String reason) throws IOException {
    int length = Place.endOfLine(text.rowText());
    if (length > 0) {
      text.rewind(length);
    } else {
      long here = text.line();
      while (text.line() == here && text.peek() != RowText.END) {
        text.read();
      }
    }
    Row row = bad(line, column, reason);
    if (text.isTooLong()) {
      text.startRow();
      text.skipLine();
    }
    return row;
  }
}
