package dev.dfdb;

import dev.dfdb.edn.Keyword;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of the canonical types into those that a program would rather have. Nothing is lost:
 * a number that doesn't fit is refused.
 */
final class Conversion {

  /** How deep records of records may be: each level takes some of the stack. */
  private static final int MAX_DEPTH = 500;

  private static final Map<Class<?>, Class<?>> BOXES = Map.of(
      int.class, Integer.class,
      long.class, Long.class,
      short.class, Short.class,
      byte.class, Byte.class,
      double.class, Double.class,
      float.class, Float.class,
      boolean.class, Boolean.class);

  private Conversion() {}

  /**
   * A value as one of a type.
   *
   * @param depth how deep in others it lies
   * @throws IllegalArgumentException if it can't be one
   */
  static @Nullable Object to(Type type, @Nullable Object value, int depth) {
    Class<?> raw = raw(type);
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("records nested deeper than " + MAX_DEPTH);
    }
    if (raw == Optional.class) {
      return Optional.ofNullable(to(argument(type, 0), value, depth));
    }
    if (value == null) {
      if (raw.isPrimitive()) {
        throw new IllegalArgumentException("null is no " + raw);
      }
      return null;
    }
    Class<?> wanted = BOXES.getOrDefault(raw, raw);
    if (value instanceof Collection<?> elements && Collection.class.isAssignableFrom(raw)) {
      return collection(raw, argument(type, 0), elements, depth);
    }
    if (wanted.isInstance(value)) {
      return value;
    }
    return other(wanted, value, depth);
  }

  private static Object other(Class<?> wanted, Object value, int depth) {
    Object found = null;
    if (value instanceof Map<?, ?> map && wanted.isRecord()) {
      found = new RowType<>(wanted).of(map, depth);
    } else if (value instanceof Number number) {
      found = number(wanted, number);
    } else if (value instanceof Instant instant) {
      found = time(wanted, instant);
    } else if (wanted.isEnum()) {
      found = constant(wanted, value instanceof Keyword keyword ? keyword.name() : value);
    } else if (wanted == String.class && value instanceof Keyword) {
      found = value.toString();
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "a " + value.getClass().getSimpleName() + " is no " + wanted.getName());
    }
    return found;
  }

  private static Object collection(Class<?> raw, Type element, Collection<?> elements, int depth) {
    Collection<@Nullable Object> converted =
        raw.isAssignableFrom(List.class) ? new ArrayList<>() : new LinkedHashSet<>();
    for (Object each : elements) {
      converted.add(to(element, each, depth));
    }
    if (converted instanceof List<?> list && raw.isAssignableFrom(List.class)) {
      return Collections.unmodifiableList(list);
    }
    if (converted instanceof Set<?> set && raw.isAssignableFrom(Set.class)) {
      return Collections.unmodifiableSet(set);
    }
    throw new IllegalArgumentException("a collection is no " + raw.getName());
  }

  private static @Nullable Object number(Class<?> wanted, Number number) {
    boolean isLong = number instanceof Long;
    long value = number.longValue();
    if (wanted == Integer.class && isLong && value == (int) value) {
      return (int) value;
    }
    if (wanted == Short.class && isLong && value == (short) value) {
      return (short) value;
    }
    if (wanted == Byte.class && isLong && value == (byte) value) {
      return (byte) value;
    }
    if (wanted == Double.class
        && (number instanceof Float || (isLong && (long) (double) value == value))) {
      return number.doubleValue();
    }
    if (wanted == BigInteger.class && isLong) {
      return BigInteger.valueOf(value);
    }
    return wanted == BigDecimal.class && isLong ? BigDecimal.valueOf(value) : null;
  }

  /** A time in UTC. */
  private static @Nullable Object time(Class<?> wanted, Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    if (wanted == OffsetDateTime.class) {
      return time;
    }
    if (wanted == ZonedDateTime.class) {
      return time.toZonedDateTime();
    }
    if (wanted == LocalDateTime.class) {
      return time.toLocalDateTime();
    }
    if (wanted == LocalDate.class) {
      return time.toLocalDate();
    }
    return wanted == Date.class ? Date.from(instant) : null;
  }

  private static @Nullable Object constant(Class<?> wanted, Object name) {
    String written = String.valueOf(name).replace('-', '_').toUpperCase(Locale.ROOT);
    for (Object constant : wanted.getEnumConstants()) {
      if (((Enum<?>) constant).name().toUpperCase(Locale.ROOT).equals(written)) {
        return constant;
      }
    }
    return null;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType known) {
      return raw(known.getRawType());
    }
    return type instanceof WildcardType wildcard ? raw(wildcard.getUpperBounds()[0]) : Object.class;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType known
        ? known.getActualTypeArguments()[index]
        : Object.class;
  }
}
