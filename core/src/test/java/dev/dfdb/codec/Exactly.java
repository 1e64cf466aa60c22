package dev.dfdb.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality of values down to the Java type, without the order or the encoder under test. */
final class Exactly {

  private Exactly() {}

  /** Whether two values are the same: same Java type, same content, same scale, deep. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof byte[] l && right instanceof byte[] r) {
      return Arrays.equals(l, r);
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return sameElements(l, r);
    }
    if (left instanceof Map<?, ?> l && right instanceof Map<?, ?> r) {
      return sameInAnyOrder(l.entrySet(), r.entrySet());
    }
    if (left instanceof Map.Entry<?, ?> l && right instanceof Map.Entry<?, ?> r) {
      return same(l.getKey(), r.getKey()) && same(l.getValue(), r.getValue());
    }
    if (left instanceof java.util.Set<?> l && right instanceof java.util.Set<?> r) {
      return sameInAnyOrder(l, r);
    }
    if (left instanceof java.net.URI && right instanceof java.net.URI) {
      return left.toString().equals(right.toString());
    }
    if (left instanceof Double l && right instanceof Double r) {
      return Double.doubleToLongBits(l + 0.0) == Double.doubleToLongBits(r);
    }
    if (left instanceof Float l && right instanceof Float r) {
      return Float.floatToIntBits(l + 0.0f) == Float.floatToIntBits(r);
    }
    return Objects.equals(left, right);
  }

  private static boolean sameElements(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameInAnyOrder(Collection<?> left, Collection<?> right) {
    List<@Nullable Object> unmatched = new ArrayList<>(right);
    for (Object element : left) {
      if (!unmatched.removeIf(other -> same(element, other))) {
        return false;
      }
    }
    return unmatched.isEmpty() && left.size() == right.size();
  }
}
