package dev.dfdb.internal.query.function;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions on texts. Tests are false for what isn't a text, so that they can be asked of
 * attributes with values of any type; other functions throw IllegalArgumentException.
 */
final class Texts {

  private Texts() {}

  /** The arguments one after the other: strings as they are, nil as nothing, the rest as EDN. */
  static String join(@Nullable Object[] arguments) {
    StringBuilder joined = new StringBuilder();
    for (Object argument : arguments) {
      if (argument != null) {
        joined.append(argument instanceof String text ? text : print(argument));
      }
    }
    return joined.toString();
  }

  static String print(@Nullable Object value) {
    try {
      return Edn.print(value);
    } catch (InvalidValueException notEdn) {
      return String.valueOf(value);
    }
  }

  static String substring(@Nullable Object[] arguments) {
    String text = text(arguments[0]);
    int end = arguments.length == 3 ? index(arguments[2], text) : text.length();
    int start = index(arguments[1], text);
    if (start > end) {
      throw new IllegalArgumentException("the end is before the start");
    }
    return text.substring(start, end);
  }

  static String lower(@Nullable Object text) {
    return text(text).toLowerCase(Locale.ROOT);
  }

  static String upper(@Nullable Object text) {
    return text(text).toUpperCase(Locale.ROOT);
  }

  static String trim(@Nullable Object text) {
    return text(text).strip();
  }

  static boolean isBlank(@Nullable Object text) {
    return text == null || (text instanceof String string && string.isBlank());
  }

  static boolean startsWith(@Nullable Object text, @Nullable Object prefix) {
    return text instanceof String t && prefix instanceof String p && t.startsWith(p);
  }

  static boolean endsWith(@Nullable Object text, @Nullable Object suffix) {
    return text instanceof String t && suffix instanceof String s && t.endsWith(s);
  }

  static boolean includes(@Nullable Object text, @Nullable Object part) {
    return text instanceof String t && part instanceof String p && t.contains(p);
  }

  static String name(@Nullable Object value) {
    if (value instanceof Keyword keyword) {
      return keyword.name();
    }
    return value instanceof Symbol symbol ? symbol.name() : text(value);
  }

  static @Nullable String namespace(@Nullable Object value) {
    if (value instanceof Keyword keyword) {
      return keyword.namespace();
    }
    if (value instanceof Symbol symbol) {
      return symbol.namespace();
    }
    throw new IllegalArgumentException("a keyword belongs where " + print(value) + " is");
  }

  static Long count(@Nullable Object value) {
    if (value == null) {
      return 0L;
    }
    if (value instanceof String text) {
      return (long) text.length();
    }
    if (value instanceof Collection<?> collection) {
      return (long) collection.size();
    }
    if (value instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    if (value instanceof byte[] bytes) {
      return (long) bytes.length;
    }
    throw new IllegalArgumentException("nothing to count in " + print(value));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a string belongs where " + print(value) + " is");
  }

  private static int index(@Nullable Object value, String text) {
    if (value instanceof Long index && index >= 0 && index <= text.length()) {
      return index.intValue();
    }
    throw new IllegalArgumentException(
        "an index from 0 to " + text.length() + " belongs where " + print(value) + " is");
  }
}
