package dev.dfdb.internal.exchange.read;

import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.ImportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV as RFC 4180 has them. Empty lines are left out. A field that is empty is nothing; one
 * of two quotes is an empty string. Where quotes do not match, the line in which the row began is
 * no row, and the next line begins the next one.
 */
final class CsvRows extends RowReader {

  /** Stands for a field whose quotes do not match; the reason is in {@link #reason}. */
  private static final String MISMATCHED = new String("mismatched");

  private final int separator;
  private final int quote;
  private final List<String> names;
  private final String heading;
  private final StringBuilder quoted = new StringBuilder();
  private String reason = "";
  private long reasonLine;
  private int reasonColumn;

  CsvRows(RowText text, Dialect dialect) throws IOException {
    super(text);
    this.separator = dialect.separator();
    this.quote = dialect.quote();
    List<String> given = dialect.header();
    if (given != null) {
      this.names = unique(given);
      this.heading = "";
    } else {
      this.names = unique(readHeading());
      this.heading = text.rowText();
    }
  }

  private List<String> readHeading() throws IOException {
    skipEmptyLines();
    text.startRow();
    List<String> found = new ArrayList<>();
    if (text.peek() != RowText.END) {
      do {
        String name = field();
        if (isMismatched(name)) {
          throw ImportException.of(
              "the heading of the CSV can't be read", "line", reasonLine, "reason", reason);
        }
        found.add(name == null || name.isBlank() ? "column " + (found.size() + 1) : name.strip());
      } while (endField());
    }
    return found;
  }

  private static List<String> unique(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw ImportException.of("two columns have one name; rename one", "name", name);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public String heading() {
    return heading;
  }

  @Override
  public List<String> columns() {
    return names;
  }

  @Override
  public @Nullable Row next() throws IOException {
    skipEmptyLines();
    text.startRow();
    if (text.peek() == RowText.END) {
      return null;
    }
    List<Cell> cells = new ArrayList<>(names.size());
    int count = 0;
    do {
      long line = text.line();
      int column = text.column();
      String field = field();
      if (isMismatched(field)) {
        return badLine(reasonLine, reasonColumn, reason);
      }
      if (count < names.size()) {
        cells.add(new Cell(names.get(count), field, line, column));
      }
      count++;
    } while (endField());
    if (text.isTooLong()) {
      return badLine(text.startLine(), text.startColumn(), "a row that is too long");
    }
    return count == names.size()
        ? row(cells)
        : bad(
            text.startLine(),
            text.startColumn(),
            "a row has " + names.size() + " fields, and this one " + count);
  }

  @SuppressWarnings("ReferenceEquality") // one string stands for itself
  private static boolean isMismatched(@Nullable String field) {
    return field == MISMATCHED;
  }

  private void skipEmptyLines() throws IOException {
    for (int c = text.peek(); c == '\n' || c == '\r'; c = text.peek()) {
      text.read();
      text.startRow();
    }
  }

  /** Takes what is behind a field. Whether another field follows. */
  private boolean endField() throws IOException {
    int c = text.read();
    if (c == '\r' && text.peek() == '\n') {
      text.read();
    }
    return c == separator;
  }

  /** A field, up to what is behind it; null if it is empty. */
  private @Nullable String field() throws IOException {
    if (text.peek() == quote) {
      return quotedField();
    }
    int from = text.rowLength();
    for (int c = text.peek(); c != RowText.END; c = text.peek()) {
      if (c == separator || c == '\n' || c == '\r') {
        break;
      }
      text.read();
    }
    return text.rowLength() == from ? null : text.since(from);
  }

  private String quotedField() throws IOException {
    reasonLine = text.line();
    reasonColumn = text.column();
    text.read();
    quoted.setLength(0);
    while (true) {
      int c = text.read();
      if (c == RowText.END) {
        reason = text.isTooLong()
            ? "a row that is too long, perhaps for want of a closing quote"
            : "a field whose closing quote is missing";
        return MISMATCHED;
      }
      if (c != quote) {
        quoted.append((char) c);
      } else if (text.peek() == quote) {
        quoted.append((char) text.read());
      } else {
        return isEndOfField(text.peek()) ? quoted.toString() : mismatched();
      }
    }
  }

  private boolean isEndOfField(int c) {
    return c == separator || c == '\n' || c == '\r' || c == RowText.END;
  }

  private String mismatched() {
    reason = "a separator belongs behind a closing quote; a quote in a field is written twice";
    return MISMATCHED;
  }
}
