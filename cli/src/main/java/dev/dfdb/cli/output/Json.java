package dev.dfdb.cli.output;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON, each on one line. What JSON has no notation for becomes a string: keywords
 * with their colon, instants as ISO 8601, bytes as Base64, numbers that are none by their names.
 */
public final class Json {

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** A value, such as a map of lists of numbers, as JSON. */
  public static String print(@Nullable Object value) {
    Json json = new Json();
    json.write(value);
    return json.out.toString();
  }

  private void write(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isFinite(number)) {
        out.append(value);
      } else {
        string(String.valueOf(value));
      }
    } else if (value instanceof Number) {
      out.append(value);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Collection<?> collection) {
      array(collection);
    } else if (value instanceof byte[] bytes) {
      string(Base64.getEncoder().encodeToString(bytes));
    } else {
      string(text(value));
    }
  }

  /** A value, which is no collection, as text. */
  static String text(Object value) {
    if (value instanceof CharSequence
        || value instanceof Keyword
        || value instanceof Symbol
        || value instanceof Character
        || value.getClass().getName().startsWith("java.")) {
      return value.toString();
    }
    try {
      return Edn.print(value);
    } catch (InvalidValueException noNotation) {
      return value.toString();
    }
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(text(entry.getKey()));
      out.append(':');
      write(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(Collection<?> collection) {
    out.append('[');
    String separator = "";
    for (Object element : collection) {
      out.append(separator);
      write(element);
      separator = ",";
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
            surrogateOrControl(text, i);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Pairs are written as they are; halves would be no valid UTF-8. */
  private void surrogateOrControl(String text, int i) {
    char c = text.charAt(i);
    boolean isFirst = Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
    boolean isSecond =
        Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    if (isFirst || isSecond) {
      out.append(c);
    } else {
      out.append(String.format("\\u%04x", (int) c));
    }
  }
}
