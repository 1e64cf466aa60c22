package dev.dfdb.internal.entities;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The classes whose objects are single values of the database. */
final class Scalars {

  private static final Map<Class<?>, Scalar> ALL = all();

  private Scalars() {}

  /** How a class is stored as one value; null if it is none of those. */
  static @Nullable Scalar of(Class<?> type) {
    return ALL.get(type);
  }

  private static Map<Class<?>, Scalar> all() {
    Map<Class<?>, Scalar> all = new HashMap<>();
    same(all, "string", String.class);
    same(all, "boolean", Boolean.class, boolean.class);
    same(all, "long", Long.class, long.class);
    same(all, "bigint", BigInteger.class);
    same(all, "bigdec", BigDecimal.class);
    same(all, "float", Float.class, float.class);
    same(all, "double", Double.class, double.class);
    same(all, "instant", Instant.class);
    same(all, "uuid", UUID.class);
    same(all, "uri", URI.class);
    same(all, "keyword", Keyword.class);
    same(all, "symbol", Symbol.class);
    same(all, "bytes", byte[].class);
    number(all, Integer.class, int.class, v -> (Object) Math.toIntExact((Long) v));
    number(all, Short.class, short.class, v -> (Object) exactShort((Long) v));
    number(all, Byte.class, byte.class, v -> (Object) exactByte((Long) v));
    Scalar character = new Scalar(type("string"), Object::toString, v -> only((String) v));
    all.put(Character.class, character);
    all.put(char.class, character);
    dates(all);
    text(all, LocalDate.class, LocalDate::parse);
    text(all, LocalTime.class, LocalTime::parse);
    text(all, LocalDateTime.class, LocalDateTime::parse);
    text(all, OffsetDateTime.class, OffsetDateTime::parse);
    text(all, OffsetTime.class, OffsetTime::parse);
    text(all, ZonedDateTime.class, ZonedDateTime::parse);
    text(all, Year.class, Year::parse);
    text(all, YearMonth.class, YearMonth::parse);
    text(all, MonthDay.class, MonthDay::parse);
    text(all, Duration.class, Duration::parse);
    text(all, Period.class, Period::parse);
    text(all, ZoneId.class, ZoneId::of);
    text(all, ZoneOffset.class, ZoneOffset::of);
    text(all, Currency.class, Currency::getInstance);
    all.put(
        Locale.class,
        new Scalar(
            type("string"),
            v -> ((Locale) v).toLanguageTag(),
            v -> Locale.forLanguageTag((String) v)));
    return Map.copyOf(all);
  }

  private static void same(Map<Class<?>, Scalar> all, String type, Class<?>... classes) {
    Class<?> canonical = classes[0];
    Function<Object, Object> encode =
        v -> Objects.requireNonNull(canonical.cast(Values.canonical(v)));
    for (Class<?> known : classes) {
      all.put(known, new Scalar(type(type), encode, canonical::cast));
    }
  }

  private static void number(
      Map<Class<?>, Scalar> all, Class<?> boxed, Class<?> bare, Function<Object, Object> decode) {
    Scalar scalar = new Scalar(type("long"), v -> ((Number) v).longValue(), decode);
    all.put(boxed, scalar);
    all.put(bare, scalar);
  }

  private static void text(Map<Class<?>, Scalar> all, Class<?> type, Function<String, ?> parse) {
    all.put(
        type, new Scalar(type("string"), Object::toString, v -> (Object) parse.apply((String) v)));
  }

  @SuppressWarnings("JavaUtilDate") // callers have them
  private static void dates(Map<Class<?>, Scalar> all) {
    all.put(
        Date.class,
        new Scalar(type("instant"), v -> ((Date) v).toInstant(), v -> Date.from((Instant) v)));
  }

  private static short exactShort(long number) {
    if (number != (short) number) {
      throw new ArithmeticException("no short: " + number);
    }
    return (short) number;
  }

  private static byte exactByte(long number) {
    if (number != (byte) number) {
      throw new ArithmeticException("no byte: " + number);
    }
    return (byte) number;
  }

  private static char only(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("no single character: " + text);
    }
    return text.charAt(0);
  }

  private static Keyword type(String name) {
    return Keyword.of("db.type", name);
  }
}
