package dev.dfdb.exchange.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How CSV is written. Immutable.
 *
 * @param separator between the fields of a row
 * @param quote around fields that hold separators, quotes or ends of lines; doubled within them
 * @param header the names of the columns, where no heading says them; null if the first row does
 */
public record Dialect(char separator, char quote, @Nullable List<String> header) {

  /** Commas, double quotes, and a heading. */
  public static final Dialect DEFAULT = new Dialect(',', '"', null);

  /** Copies the list. */
  public Dialect {
    header = header == null ? null : List.copyOf(header);
    if (separator == quote || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException(
          "fields can't be separated by what quotes them or ends a line");
    }
  }

  /** The same with another separator. */
  public Dialect separatedBy(char other) {
    return new Dialect(other, quote, header);
  }

  /** The same for a text without a heading. */
  public Dialect withHeader(List<String> names) {
    return new Dialect(separator, quote, names);
  }

  /**
   * A field of a row, in quotes where it needs them. An empty one gets quotes, which tell it from
   * nothing; blanks at its ends get them, too, as some who read CSV take those away.
   */
  public String field(String text) {
    if (!needsQuotes(text)) {
      return text;
    }
    String mark = String.valueOf(quote);
    return mark + text.replace(mark, mark + mark) + mark;
  }

  private boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator || c == quote || c == '\n' || c == '\r') {
        return true;
      }
    }
    return text.isEmpty()
        || Character.isWhitespace(text.charAt(0))
        || Character.isWhitespace(text.charAt(text.length() - 1));
  }
}
