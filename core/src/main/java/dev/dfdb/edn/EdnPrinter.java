package dev.dfdb.edn;

import dev.dfdb.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Prints one value. */
final class EdnPrinter {

  private final StringBuilder out;
  private int depth;

  EdnPrinter(StringBuilder out) {
    this.out = out;
  }

  void print(@Nullable Object value) {
    if (++depth > Edn.MAX_DEPTH) {
      throw new InvalidValueException(
          "A value is nested too deeply to be printed", Map.of("limit", Edn.MAX_DEPTH));
    }
    if (!printAtom(value) && !printTagged(value)) {
      printCollection(value);
    }
    depth--;
  }

  private boolean printAtom(@Nullable Object value) {
    if (value == null) {
      out.append("nil");
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Keyword keyword) {
      keyword(keyword);
    } else if (value instanceof Symbol symbol) {
      symbol(symbol);
    } else if (value instanceof Character character) {
      character(character);
    } else if (value instanceof Double number) {
      floating(number);
    } else if (value instanceof BigInteger) {
      out.append(value).append('N');
    } else if (value instanceof BigDecimal) {
      out.append(value).append('M');
    } else if (value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      out.append(value);
    } else {
      return false;
    }
    return true;
  }

  private boolean printTagged(@Nullable Object value) {
    if (value instanceof Instant) {
      tagged(EdnTags.INST, String.valueOf(value));
    } else if (value instanceof Date date) {
      tagged(EdnTags.INST, date.toInstant().toString());
    } else if (value instanceof UUID) {
      tagged(EdnTags.UUID_TAG, String.valueOf(value));
    } else if (value instanceof URI) {
      tagged(EdnTags.URI_TAG, String.valueOf(value));
    } else if (value instanceof byte[] bytes) {
      tagged(EdnTags.BASE64, Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Float number) {
      floating(number);
    } else if (value instanceof Tagged form) {
      tagged(form.tag(), form.value());
    } else {
      return false;
    }
    return true;
  }

  private void printCollection(@Nullable Object value) {
    if (value instanceof EdnList list) {
      sequence("(", list, ')');
    } else if (value instanceof List<?> list) {
      sequence("[", list, ']');
    } else if (value instanceof @Nullable Object[] array) {
      sequence("[", Arrays.asList(array), ']');
    } else if (value instanceof Set<?> set) {
      sequence("#{", set, '}');
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else {
      throw new InvalidValueException(
          "EDN has no notation for a value of this type",
          Map.of("type", value == null ? "nil" : value.getClass().getName()));
    }
  }

  private void tagged(Symbol tag, @Nullable Object value) {
    if (!Character.isLetter(tag.toString().charAt(0)) || !EdnAtoms.isReadable(tag.toString())) {
      throw new InvalidValueException("EDN has no notation for this tag", Map.of("tag", tag));
    }
    out.append('#').append(tag).append(' ');
    print(value);
  }

  private void sequence(String open, Collection<? extends @Nullable Object> elements, char close) {
    out.append(open);
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      print(element);
      separator = " ";
    }
    out.append(close);
  }

  private void map(Map<? extends @Nullable Object, ? extends @Nullable Object> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      print(entry.getKey());
      out.append(' ');
      print(entry.getValue());
      separator = ", ";
    }
    out.append('}');
  }

  private void keyword(Keyword keyword) {
    if (EdnAtoms.isPlain(keyword)) {
      out.append(keyword);
    } else {
      tagged(EdnTags.KEYWORD, Arrays.asList(keyword.namespace(), keyword.name()));
    }
  }

  private void symbol(Symbol symbol) {
    if (EdnAtoms.isPlain(symbol)) {
      out.append(symbol);
    } else {
      tagged(EdnTags.SYMBOL, Arrays.asList(symbol.namespace(), symbol.name()));
    }
  }

  private void floating(Float number) {
    double shortest = Double.parseDouble(number.toString());
    boolean exact = number.equals((float) shortest);
    tagged(EdnTags.FLOAT, exact ? shortest : number.doubleValue());
  }

  private void floating(Double number) {
    if (number.isNaN()) {
      out.append("##NaN");
    } else if (number.isInfinite()) {
      out.append(number > 0 ? "##Inf" : "##-Inf");
    } else {
      out.append(number);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (Character.isISOControl(c) || isUnpaired(text, i)) {
            out.append('\\');
            unicode(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isUnpaired(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private void character(char c) {
    switch (c) {
      case '\n' -> out.append("\\newline");
      case '\r' -> out.append("\\return");
      case ' ' -> out.append("\\space");
      case '\t' -> out.append("\\tab");
      case '\f' -> out.append("\\formfeed");
      case '\b' -> out.append("\\backspace");
      default -> {
        out.append('\\');
        if (c > ' ' && c < 0x7F) {
          out.append(c);
        } else {
          unicode(c);
        }
      }
    }
  }

  /** Appends what follows the backslash. */
  private void unicode(char c) {
    out.append(String.format("u%04x", (int) c));
  }
}
