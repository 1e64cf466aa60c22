package dev.dfdb.internal.exchange.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of JSON lines: an object in each line that is not blank. */
final class JsonRows extends RowReader {

  JsonRows(RowText text) {
    super(text);
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (true) {
      text.startRow();
      if (text.peek() == RowText.END) {
        return null;
      }
      long here = text.line();
      boolean blank = true;
      while (text.line() == here) {
        int c = text.read();
        if (c == RowText.END) {
          break;
        }
        blank &= Character.isWhitespace(c);
      }
      if (text.isTooLong() && text.line() == here) {
        return badLine(here, 1, "a line that is too long");
      }
      if (!blank) {
        return parse(here);
      }
    }
  }

  private Row parse(long line) throws IOException {
    try (JsonParser parser = JsonText.parser(text.rowText().stripTrailing())) {
      List<Cell> cells = new ArrayList<>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return bad(line, column(parser), "a JSON object belongs into each line");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int column = column(parser);
        cells.add(new Cell(name, JsonText.value(parser), line, column));
      }
      if (parser.nextToken() != null) {
        return bad(line, column(parser), "only one JSON object belongs into each line");
      }
      return row(cells);
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      return bad(line, Math.max(1, column), "no JSON: " + JsonText.reason(e));
    }
  }

  private static int column(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getColumnNr());
  }
}
