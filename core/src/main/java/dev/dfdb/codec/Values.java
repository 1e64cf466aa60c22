package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings values that callers pass into the form in which they are stored and given back. */
public final class Values {

  /** In how many lists, maps and sets, one inside the other, a value may stand. */
  public static final int MAX_DEPTH = 100;

  /**
   * How many bits the digits of a BigInteger, or of a BigDecimal without its exponent, may have: 32
   * KiB, or some 78,900 decimal digits. The time to read a number grows faster than its length, and
   * this bounds it. A BigDecimal's scale can be any.
   */
  public static final int MAX_NUMBER_BITS = 1 << 18;

  private static final String ACCEPTED =
      "null, Boolean, Byte, Short, Integer, Long, BigInteger, Float, Double, BigDecimal, String,"
          + " Keyword, Symbol, Instant, Date, OffsetDateTime, ZonedDateTime, UUID, URI, byte[], List or array, Map, Set";

  private Values() {}

  /**
   * The canonical form of a value.
   *
   * <p>{@link Byte}, {@link Short} and {@link Integer} become {@link Long}; {@link Date},
   * {@link OffsetDateTime} and {@link ZonedDateTime} become {@link Instant}; what is
   * {@link Identified} becomes its id; every array but {@code byte[]} becomes a {@link List}; -0.0
   * becomes 0.0. Byte arrays, lists, maps and sets are copied, deep, so that later changes by the
   * caller do not matter; the copies of lists, maps and sets cannot be changed. Other values stay
   * as they are.
   *
   * @throws InvalidValueException if it, or something in it, is of another type, if two keys of a
   *     map have one canonical form, or if it is nested deeper than {@link #MAX_DEPTH}
   */
  public static @Nullable Object canonical(@Nullable Object value) {
    return canonical(value, 0);
  }

  private static @Nullable Object canonical(@Nullable Object value, int depth) {
    if (value == null
        || value instanceof Long
        || value instanceof String
        || value instanceof Keyword
        || value instanceof Boolean
        || value instanceof Instant
        || value instanceof UUID
        || value instanceof Symbol
        || value instanceof BigDecimal
        || value instanceof BigInteger
        || value instanceof URI) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double number) {
      return number == 0 ? (Double) 0.0 : number;
    }
    if (value instanceof Float number) {
      return number == 0 ? (Float) 0.0f : number;
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value instanceof Date date) {
      return toInstant(date);
    }
    if (value instanceof Identified entity) {
      return entity.id();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (depth >= MAX_DEPTH) {
      throw tooDeep();
    }
    if (value instanceof List<?> list) {
      return canonicalList(list, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return canonicalMap(map, depth);
    }
    if (value instanceof Set<?> set) {
      return canonicalSet(set, depth);
    }
    if (value.getClass().isArray()) {
      return canonicalArray(value, depth);
    }
    throw unsupported(value);
  }

  @SuppressWarnings("JavaUtilDate") // callers have them; they leave here as instants
  private static Instant toInstant(Date date) {
    if (date.getClass() == Date.class) {
      return Instant.ofEpochMilli(date.getTime());
    }
    try {
      return date.toInstant(); // a Timestamp has nanoseconds to keep
    } catch (UnsupportedOperationException e) {
      // A java.sql.Date or Time is a day or a time of day, and no instant.
      throw unsupported(date, e);
    }
  }

  private static List<@Nullable Object> canonicalList(List<?> list, int depth) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object element : list) {
      copy.add(canonical(element, depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  private static List<@Nullable Object> canonicalArray(Object array, int depth) {
    int length = Array.getLength(array);
    List<@Nullable Object> copy = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      copy.add(canonical(Array.get(array, i), depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  private static SortedMap<@Nullable Object, @Nullable Object> canonicalMap(
      Map<?, ?> map, int depth) {
    SortedMap<@Nullable Object, @Nullable Object> copy = new TreeMap<>(ValueOrder.COMPARATOR);
    int size = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = canonical(entry.getKey(), depth + 1);
      copy.put(key, canonical(entry.getValue(), depth + 1));
      if (copy.size() != ++size) {
        throw new InvalidValueException(
            "two members of a map or set are the same value",
            Map.of("class", map.getClass().getName(), "key", String.valueOf(key)));
      }
    }
    return Collections.unmodifiableSortedMap(copy);
  }

  private static SortedSet<@Nullable Object> canonicalSet(Set<?> set, int depth) {
    SortedSet<@Nullable Object> copy = new TreeSet<>(ValueOrder.COMPARATOR);
    for (Object element : set) {
      copy.add(canonical(element, depth + 1));
    }
    return Collections.unmodifiableSortedSet(copy);
  }

  static InvalidValueException unsupported(Object value) {
    return unsupported(value, null);
  }

  static InvalidValueException tooDeep() {
    return new InvalidValueException("a value is nested too deep", Map.of("max-depth", MAX_DEPTH));
  }

  /** Refuses a number with more digits than {@link #MAX_NUMBER_BITS} allows. */
  static void checkDigits(BigInteger digits) {
    if (digits.bitLength() > MAX_NUMBER_BITS) {
      throw new InvalidValueException(
          "a number has too many digits",
          Map.of("bits", digits.bitLength(), "max-bits", MAX_NUMBER_BITS));
    }
  }

  private static InvalidValueException unsupported(Object value, @Nullable Throwable cause) {
    return new InvalidValueException(
        "a value of this class can't be stored",
        Map.of("class", value.getClass().getName(), "accepted", ACCEPTED),
        cause);
  }
}
