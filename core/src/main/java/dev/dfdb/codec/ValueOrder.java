package dev.dfdb.codec;

import dev.dfdb.edn.CodePointOrder;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one total order of values: by type as {@link ValueType} lists them, within a type as
 * described here. Encoded values sort the same way; this compares without encoding.
 *
 * <ul>
 *   <li>Numbers of every type compare by what they amount to, exactly. Equal amounts of different
 *       types are neighbours: long, big integer, float, double, decimal; equal decimals by their
 *       scale. -0.0 is 0.0. NaN follows every other number and equals itself.
 *   <li>Texts compare by code points; keywords and symbols by namespace then name, an absent
 *       namespace first; URIs by their text; UUIDs and byte arrays as unsigned bytes.
 *   <li>Lists compare element by element, then the shorter first. Maps compare like lists of key,
 *       value, key, value in the order of keys, and sets like lists of their sorted elements.
 * </ul>
 *
 * <p>Two values compare as 0 only if they encode alike. That is finer or other than {@code equals}
 * for byte arrays, URIs and zeros.
 */
public final class ValueOrder {

  /** The order as a comparator. It takes null, and any value that {@link #compare} takes. */
  public static final Comparator<@Nullable Object> COMPARATOR = ValueOrder::compare;

  private ValueOrder() {}

  /**
   * Compares two values.
   *
   * @return less than, equal to or more than 0 as {@code left} sorts before, like or after
   *     {@code right}
   * @throws dev.dfdb.error.InvalidValueException if one of them is of no type that can be stored,
   *     or is nested too deep
   */
  public static int compare(@Nullable Object left, @Nullable Object right) {
    return compare(left, right, 0);
  }

  /**
   * Compares two numbers by what they amount to alone: 1, 1.0 and 1.00M compare as 0.
   *
   * @return less than, equal to or more than 0 as {@code left} is less than, equal to or more than
   *     {@code right}; NaN is more than every other number and equal to itself
   * @throws dev.dfdb.error.InvalidValueException if one of them is of no type that can be stored
   */
  public static int compareAmounts(Number left, Number right) {
    typeOf(left); // an unknown number would pass through a double
    typeOf(right);
    return NumberOrder.compareAmounts(left, right);
  }

  private static int compare(@Nullable Object left, @Nullable Object right, int depth) {
    if (left instanceof Long l && right instanceof Long r) {
      return Long.compare(l, r);
    }
    if (left instanceof String l && right instanceof String r) {
      return CodePointOrder.compare(l, r);
    }
    ValueType type = typeOf(left);
    int byType = type.compareTo(typeOf(right));
    if (byType != 0 || left == null || right == null) {
      return byType;
    }
    if (depth >= Values.MAX_DEPTH && type.compareTo(ValueType.LIST) >= 0) {
      throw Values.tooDeep();
    }
    return switch (type) {
      case NIL -> 0;
      case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
      case NUMBER -> NumberOrder.compare((Number) left, (Number) right);
      case STRING -> CodePointOrder.compare((String) left, (String) right);
      case KEYWORD -> ((Keyword) left).compareTo((Keyword) right);
      case SYMBOL -> ((Symbol) left).compareTo((Symbol) right);
      case INSTANT -> ((Instant) left).compareTo((Instant) right);
      case UUID -> compare((UUID) left, (UUID) right);
      case URI -> CodePointOrder.compare(left.toString(), right.toString());
      case BYTES -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
      case LIST -> compareElements((List<?>) left, (List<?>) right, depth);
      case MAP ->
        compareElements(sorted((Map<?, ?>) left, depth), sorted((Map<?, ?>) right, depth), depth);
      case SET ->
        compareElements(sorted((Set<?>) left, depth), sorted((Set<?>) right, depth), depth);
    };
  }

  /**
   * The type of a value.
   *
   * @throws dev.dfdb.error.InvalidValueException if it is of no type that can be stored
   */
  public static ValueType typeOf(@Nullable Object value) {
    if (value == null) {
      return ValueType.NIL;
    }
    if (value instanceof Long
        || value instanceof Double
        || value instanceof Float
        || value instanceof BigDecimal
        || value instanceof BigInteger) {
      return ValueType.NUMBER;
    }
    if (value instanceof String) {
      return ValueType.STRING;
    }
    if (value instanceof Keyword) {
      return ValueType.KEYWORD;
    }
    if (value instanceof Boolean) {
      return ValueType.BOOLEAN;
    }
    if (value instanceof Instant) {
      return ValueType.INSTANT;
    }
    if (value instanceof UUID) {
      return ValueType.UUID;
    }
    if (value instanceof Symbol) {
      return ValueType.SYMBOL;
    }
    if (value instanceof URI) {
      return ValueType.URI;
    }
    if (value instanceof byte[]) {
      return ValueType.BYTES;
    }
    if (value instanceof List) {
      return ValueType.LIST;
    }
    if (value instanceof Map) {
      return ValueType.MAP;
    }
    if (value instanceof Set) {
      return ValueType.SET;
    }
    throw Values.unsupported(value);
  }

  private static int compare(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }

  private static int compareElements(Collection<?> left, Collection<?> right, int depth) {
    Iterator<?> lefts = left.iterator();
    Iterator<?> rights = right.iterator();
    while (lefts.hasNext() && rights.hasNext()) {
      int byElement = compare(lefts.next(), rights.next(), depth + 1);
      if (byElement != 0) {
        return byElement;
      }
    }
    return Boolean.compare(lefts.hasNext(), rights.hasNext());
  }

  private static List<@Nullable Object> sorted(Set<?> set, int depth) {
    List<@Nullable Object> elements = new ArrayList<>(set);
    if (!(set instanceof SortedSet<?> ordered && ordered.comparator() == COMPARATOR)) {
      elements.sort((left, right) -> compare(left, right, depth + 1));
    }
    return elements;
  }

  private static List<@Nullable Object> sorted(Map<?, ?> map, int depth) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    // Sorted again, documents inside the keys of documents would cost time in the square of their
    // size.
    if (!(map instanceof SortedMap<?, ?> ordered && ordered.comparator() == COMPARATOR)) {
      entries.sort((left, right) -> compare(left.getKey(), right.getKey(), depth + 1));
    }
    List<@Nullable Object> flat = new ArrayList<>(2 * entries.size());
    for (Map.Entry<?, ?> entry : entries) {
      flat.add(entry.getKey());
      flat.add(entry.getValue());
    }
    return flat;
  }
}
