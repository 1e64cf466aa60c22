package dev.dfdb.internal.query.relation;

import dev.dfdb.codec.ValueOrder;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When two values in canonical form are one: as {@link ValueOrder} says, which for byte arrays is
 * by content and tells 1 from 1.0.
 */
public final class Equality {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Equality() {}

  /** Whether two values are the same value. */
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return true;
    }
    if (left == null || right == null) {
      return false;
    }
    if (left instanceof String text) {
      return text.equals(right);
    }
    return isStructured(left)
        ? isStructured(right)
            && ValueOrder.typeOf(left) == ValueOrder.typeOf(right)
            && ValueOrder.compare(left, right) == 0
        : left.equals(right);
  }

  /** A hash that is equal for values that are the same. */
  public static int hash(@Nullable Object value) {
    if (value instanceof Long number) {
      return hash(number.longValue());
    }
    return spread(value instanceof String text ? text.hashCode() : rawHash(value));
  }

  /** The hash of a long, as a value. */
  public static int hash(long value) {
    return (int) ((value * GOLDEN) >>> 32);
  }

  /** Joins the hash of a further column to that of those before. */
  public static int combine(int hashes, int hash) {
    return spread(hashes * 31 + hash);
  }

  private static int spread(int hash) {
    return (int) ((hash * GOLDEN) >>> 32);
  }

  /** Whether {@code equals} has another opinion than the order of values. */
  private static boolean isStructured(Object value) {
    return value instanceof Double
        || value instanceof Float
        || value instanceof byte[]
        || value instanceof URI
        || value instanceof Collection
        || value instanceof Map;
  }

  private static int rawHash(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    if (value instanceof URI uri) {
      return uri.toString().hashCode();
    }
    if (value instanceof Double number) {
      return Double.hashCode(number == 0 ? 0.0 : number);
    }
    if (value instanceof Float number) {
      return Float.hashCode(number == 0 ? 0.0f : number);
    }
    if (value instanceof List<?> list) {
      int hash = 1;
      for (Object element : list) {
        hash = 31 * hash + hash(element);
      }
      return hash;
    }
    if (value instanceof Set<?> set) {
      return set.stream().mapToInt(Equality::hash).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToInt(entry -> hash(entry.getKey()) ^ spread(hash(entry.getValue())))
          .sum();
    }
    return value.hashCode();
  }
}
