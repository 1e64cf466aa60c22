package dev.dfdb.edn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, keywords, symbols and the three words that are neither. */
final class EdnAtoms {

  private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9][0-9]*)(N?)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][+-]?[0-9]+)?(M?)");
  private static final int LONG_DIGITS = 18;

  private EdnAtoms() {}

  static @Nullable Object read(EdnText text) {
    int start = text.offset();
    String token = text.token();
    if (isNumeric(token)) {
      return number(text, start, token);
    }
    if (token.startsWith(":")) {
      String name = token.substring(1);
      if (!isReadable(name)) {
        throw text.errorAt(start, "Not a keyword", Map.of("token", token));
      }
      return Keyword.of(name);
    }
    return switch (token) {
      case "nil" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> symbol(text, start, token);
    };
  }

  /** The symbol after a hash sign. */
  static Symbol tag(EdnText text) {
    int start = text.offset();
    return symbol(text, start, text.token());
  }

  private static Symbol symbol(EdnText text, int start, String token) {
    if (!isReadable(token)) {
      throw text.errorAt(start, "Not a symbol", Map.of("token", token));
    }
    return Symbol.of(token);
  }

  /** Of {@code #:name{...}}, the name; the text stands at its colon. */
  static String mapNamespace(EdnText text, int start) {
    text.skip(1);
    String name = text.token();
    text.skipBlank();
    if (!isReadable(name) || name.indexOf('/') >= 0 || text.atEnd() || text.peek() != '{') {
      throw text.errorAt(
          start, "A namespace and a map belong after #:", Map.of("token", "#:" + name));
    }
    return name;
  }

  /** A key of a map with a namespace of its own. */
  static @Nullable Object qualify(String namespace, @Nullable Object key) {
    if (key instanceof Keyword keyword) {
      return keyword.namespace() == null
          ? Keyword.of(namespace, keyword.name())
          : "_".equals(keyword.namespace()) ? Keyword.of(null, keyword.name()) : keyword;
    }
    if (key instanceof Symbol symbol) {
      return symbol.namespace() == null
          ? Symbol.of(namespace, symbol.name())
          : "_".equals(symbol.namespace()) ? Symbol.of(null, symbol.name()) : symbol;
    }
    return key;
  }

  static Double symbolicNumber(EdnText text, int start) {
    String name = text.token();
    return switch (name) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default ->
        throw text.errorAt(
            start, "Only ##Inf, ##-Inf and ##NaN begin with ##", Map.of("token", "##" + name));
    };
  }

  private static boolean isNumeric(String token) {
    int digit = token.startsWith("+") || token.startsWith("-") ? 1 : 0;
    return token.length() > digit && token.charAt(digit) >= '0' && token.charAt(digit) <= '9';
  }

  private static Number number(EdnText text, int start, String token) {
    if (INTEGER.matcher(token).matches()) {
      boolean big = token.endsWith("N");
      if (!big && token.length() <= LONG_DIGITS) {
        return Long.parseLong(token);
      }
      BigInteger value = new BigInteger(big ? token.substring(0, token.length() - 1) : token);
      return !big && value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }
    if (!DECIMAL.matcher(token).matches()) {
      throw text.errorAt(start, "Not a number", Map.of("token", token));
    }
    if (token.endsWith("M")) {
      try {
        return new BigDecimal(token.substring(0, token.length() - 1));
      } catch (NumberFormatException e) {
        throw text.errorAt(start, "A decimal beyond the greatest exponent", Map.of("token", token));
      }
    }
    double value = Double.parseDouble(token);
    if (Double.isInfinite(value)) {
      throw text.errorAt(
          start, "Beyond the range of double: add M for a decimal", Map.of("token", token));
    }
    return value;
  }

  /** Whether a keyword or symbol with this text reads back as itself. */
  static boolean isReadable(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return isName(name);
    }
    if (name.equals("/")) {
      return true;
    }
    String local = name.substring(slash + 1);
    return isName(name.substring(0, slash)) && (local.equals("/") || isName(local));
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.charAt(0) != ':'
        && name.chars().allMatch(c -> isNamePart((char) c));
  }

  private static boolean isNamePart(char c) {
    return c < 128
        ? Character.isLetterOrDigit(c) || ".*+!-_?$%&=<>|':#".indexOf(c) >= 0
        : !EdnText.isBlank(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c);
  }

  /** Whether the plain notation of this symbol reads back as this symbol. */
  static boolean isPlain(Symbol symbol) {
    String text = symbol.toString();
    return isReadable(text)
        && !isNumeric(text)
        && text.charAt(0) != '#'
        && !text.equals("nil")
        && !text.equals("true")
        && !text.equals("false")
        && Symbol.of(text).equals(symbol);
  }

  /** Whether the plain notation of this keyword reads back as this keyword. */
  static boolean isPlain(Keyword keyword) {
    String text = keyword.toString().substring(1);
    return isReadable(text) && Keyword.of(text).equals(keyword);
  }
}
