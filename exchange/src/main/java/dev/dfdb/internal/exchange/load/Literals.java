package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.exchange.mapping.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of each type from text, and from what JSON and EDN say. */
final class Literals {

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern PLAIN_INTEGER = Pattern.compile("-?(0|[1-9]\\d*)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");
  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LONG_CHARS = 18;
  private static final int DOUBLE_DIGITS = 15;

  /** No number with more can be stored, and the time to read one grows faster than its length. */
  private static final int MAX_DIGITS = 100_000;

  private Literals() {}

  /** Whether a text is a value of a type beyond doubt: {@code 007} is no number. */
  static boolean isEvidently(ColumnType type, Object value) {
    if (!(value instanceof String given)) {
      return isEvident(type, value);
    }
    String text = given.strip();
    return switch (type) {
      case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      case LONG -> PLAIN_INTEGER.matcher(text).matches() && isLong(text);
      case BIGINT -> PLAIN_INTEGER.matcher(text).matches();
      case DOUBLE -> PLAIN_NUMBER.matcher(text).matches() && isDouble(text);
      case BIGDEC -> PLAIN_NUMBER.matcher(text).matches();
      case INSTANT -> Times.isIso(text);
      case UUID -> UUID_TEXT.matcher(text).matches();
      default -> type == ColumnType.STRING;
    };
  }

  private static boolean isEvident(ColumnType type, Object value) {
    return switch (type) {
      case BOOLEAN -> value instanceof Boolean;
      case LONG -> value instanceof Long;
      case BIGINT -> value instanceof Long || value instanceof BigInteger;
      case DOUBLE ->
        value instanceof Long
            || (value instanceof BigDecimal number && isDouble(number.toString()));
      case BIGDEC ->
        value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal;
      default -> false;
    };
  }

  private static boolean isLong(String text) {
    return text.length() <= LONG_CHARS || new BigInteger(text).bitLength() < Long.SIZE;
  }

  /** Whether a double keeps every digit. */
  private static boolean isDouble(String text) {
    double value = Double.parseDouble(text);
    return !Double.isInfinite(value)
        && new BigDecimal(text).stripTrailingZeros().precision() <= DOUBLE_DIGITS;
  }

  /** The value that a text is of a type other than a reference. */
  static Object read(String text, ColumnType type, Times times) throws UnfitValueException {
    Object value;
    if (text.length() > MAX_DIGITS && type.isNumber()) {
      throw new UnfitValueException("a number has too many digits");
    }
    try {
      value = find(text, type, times);
    } catch (IllegalArgumentException | SyntaxException e) {
      value = null; // the reason is in what is expected
    }
    if (value == null) {
      throw unfit(type);
    }
    return value;
  }

  private static @Nullable Object find(String text, ColumnType type, Times times)
      throws UnfitValueException {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> bool(text);
      case LONG -> INTEGER.matcher(text).matches() && isLong(text) ? Long.parseLong(text) : null;
      case BIGINT -> INTEGER.matcher(text).matches() ? new BigInteger(text) : null;
      case FLOAT -> floating(text);
      case DOUBLE -> doubling(text);
      case BIGDEC -> NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
      case INSTANT -> times.read(text);
      case UUID -> UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
      case URI -> URI.create(text);
      case KEYWORD -> Edn.read(text) instanceof Keyword keyword ? keyword : keyword(text);
      case SYMBOL -> Edn.read(text) instanceof Symbol symbol ? symbol : null;
      case BYTES -> Base64.getDecoder().decode(text);
      case EDN -> Edn.read(text);
      case REF -> null;
    };
  }

  private static @Nullable Keyword keyword(String text) {
    return Edn.read(":" + text) instanceof Keyword keyword ? keyword : null;
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> null;
    };
  }

  private static @Nullable Double doubling(String text) {
    return switch (text) {
      case "NaN", "##NaN" -> Double.NaN;
      case "Infinity", "##Inf" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "##-Inf" -> Double.NEGATIVE_INFINITY;
      default -> NUMBER.matcher(text).matches() ? finite(Double.parseDouble(text)) : null;
    };
  }

  private static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : (Double) value;
  }

  private static @Nullable Float floating(String text) {
    if (!NUMBER.matcher(text).matches()) {
      Double special = doubling(text);
      return special == null ? null : (Float) special.floatValue();
    }
    float value = Float.parseFloat(text);
    return Float.isInfinite(value) ? null : (Float) value;
  }

  /** The value of a type that something is which is no text. */
  static Object conform(Object value, ColumnType type, Times times) throws UnfitValueException {
    Object conforming = switch (type) {
      case STRING -> value instanceof Number || value instanceof Boolean ? value.toString() : null;
      case BOOLEAN -> value instanceof Boolean ? value : null;
      case LONG -> value instanceof Long ? value : null;
      case BIGINT ->
        value instanceof BigInteger
            ? value
            : value instanceof Long number ? BigInteger.valueOf(number) : null;
      case FLOAT -> value instanceof Number number ? floating(number.toString()) : null;
      case DOUBLE -> value instanceof Number number ? doubling(number.toString()) : null;
      case BIGDEC -> decimal(value);
      case INSTANT ->
        value instanceof Instant
            ? value
            : value instanceof Long number ? times.ofNumber(number) : null;
      case UUID -> value instanceof UUID ? value : null;
      case URI -> value instanceof URI ? value : null;
      case KEYWORD -> value instanceof Keyword ? value : null;
      case SYMBOL -> value instanceof Symbol ? value : null;
      case BYTES -> value instanceof byte[] ? value : null;
      case EDN -> value;
      case REF -> null;
    };
    if (conforming == null) {
      throw unfit(type);
    }
    return conforming;
  }

  private static @Nullable Object decimal(Object value) {
    if (value instanceof BigDecimal) {
      return value;
    }
    return value instanceof Long || value instanceof BigInteger
        ? new BigDecimal(value.toString())
        : null;
  }

  private static UnfitValueException unfit(ColumnType type) {
    return new UnfitValueException(type.expected() + " belongs here");
  }
}
