package dev.dfdb.internal.exchange.load;

import java.util.ArrayList;
import java.util.List;

/** Several values in one text. */
public final class Separated {

  private Separated() {}

  /** The values of a text. */
  public static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (text.startsWith(separator, i)) {
        parts.add(part.toString());
        part.setLength(0);
        i += separator.length() - 1;
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** Adds a value to a text. */
  public static void append(StringBuilder text, String value, String separator) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == separator.charAt(0)) {
        text.append('\\');
      }
      text.append(c);
    }
  }
}
