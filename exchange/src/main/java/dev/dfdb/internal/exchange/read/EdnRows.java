package dev.dfdb.internal.exchange.read;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Located;
import dev.dfdb.edn.Position;
import dev.dfdb.error.SyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of EDN: maps, one after the other, which may stand in one vector. Where brackets do not
 * match, what stands before the next line that begins with one is no row.
 */
final class EdnRows extends RowReader {

  private final StringBuilder closers = new StringBuilder();
  private boolean inVector;
  private boolean isFirst = true;

  EdnRows(RowText text) {
    super(text);
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (true) {
      skipBlank();
      text.startRow();
      int c = text.peek();
      if (c == RowText.END) {
        return null;
      }
      if (c == '[' && isFirst) {
        text.read();
        inVector = true;
      } else if (c == ']' && inVector) {
        text.read();
        inVector = false;
      } else {
        Row row = form();
        if (row != null) {
          return row;
        }
      }
      isFirst = false;
    }
  }

  private void skipBlank() throws IOException {
    for (int c = text.peek(); c != RowText.END; c = text.peek()) {
      if (c == ';') {
        text.skipLine();
      } else if (c == ',' || Character.isWhitespace(c) || c == '\u00A0' || c == '\uFEFF') {
        text.read();
        text.startRow();
      } else {
        return;
      }
    }
  }

  /** A form, or null if it was one to be left out. */
  private @Nullable Row form() throws IOException {
    isFirst = false;
    String mismatch = skipForm();
    if (mismatch != null) {
      return mismatched(mismatch);
    }
    String whole = text.rowText();
    if (whole.startsWith("#_")) {
      return null;
    }
    try {
      return row(whole);
    } catch (SyntaxException e) {
      Place place = place(e.line(), e.column());
      return bad(place.line(), place.column(), e.summary());
    }
  }

  private Row row(String whole) {
    Located located = Edn.readLocated(whole);
    if (!(located.form() instanceof Map<?, ?> map)) {
      return bad(text.startLine(), text.startColumn(), "a map belongs here");
    }
    List<Cell> cells = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof Keyword || entry.getKey() instanceof String)) {
        return bad(
            text.startLine(),
            text.startColumn(),
            "the keys of a map are keywords or strings, not " + entry.getKey());
      }
      Place place = located
          .positionOf(entry.getValue())
          .map(this::place)
          .orElseGet(() -> new Place(text.startLine(), text.startColumn()));
      cells.add(
          new Cell(entry.getKey().toString(), entry.getValue(), place.line(), place.column()));
    }
    return row(cells);
  }

  private Place place(Position position) {
    return place(position.line(), position.column());
  }

  /** A place in the row as one in the text. */
  private Place place(int line, int column) {
    return new Place(
        text.startLine() + line - 1, line == 1 ? text.startColumn() + column - 1 : column);
  }

  /** Reads up to the end of what the next bracket opens; or says why it has none. */
  private @Nullable String skipForm() throws IOException {
    closers.setLength(0);
    while (true) {
      int c = text.read();
      switch (c) {
        case RowText.END -> {
          return text.isTooLong() ? "a form that is too long" : "a bracket that is never closed";
        }
        case '(' -> closers.append(')');
        case '[' -> closers.append(']');
        case '{' -> closers.append('}');
        case ')', ']', '}' -> {
          int last = closers.length() - 1;
          if (last < 0 || closers.charAt(last) != c) {
            return "the wrong closing bracket";
          }
          closers.setLength(last);
          if (last == 0) {
            return null;
          }
        }
        case '"' -> skipString();
        case '\\' -> text.read();
        case ';' -> skipComment();
        case '\n' -> {
          if (closers.isEmpty()) {
            return "a map belongs here";
          }
        }
        default -> {
          // what stands between brackets is looked at when the form is read
        }
      }
      if (closers.length() > Edn.MAX_DEPTH) {
        return "forms are nested too deeply";
      }
    }
  }

  private void skipString() throws IOException {
    for (int c = text.read(); c != '"' && c != RowText.END; c = text.read()) {
      if (c == '\\') {
        text.read();
      }
    }
  }

  private void skipComment() throws IOException {
    for (int c = text.peek(); c != '\n' && c != RowText.END; c = text.peek()) {
      text.read();
    }
  }

  /** Everything before the next line that begins with a bracket. */
  private Row mismatched(String reason) throws IOException {
    String whole = text.rowText();
    int length = whole.length();
    for (int i = 1; i < whole.length() && length == whole.length(); i++) {
      if (whole.charAt(i - 1) == '\n' && "{[(#".indexOf(whole.charAt(i)) >= 0) {
        length = i;
      }
    }
    if (length == whole.length()) {
      return badLine(text.startLine(), text.startColumn(), reason);
    }
    text.rewind(length);
    return bad(text.startLine(), text.startColumn(), reason);
  }
}
