package dev.dfdb.conformance.query;

import dev.dfdb.edn.Keyword;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What functions of queries give, for the values that random queries hand them. */
final class NaiveFunctions {

  private NaiveFunctions() {}

  static @Nullable Object apply(String name, List<Object> a) {
    return switch (name) {
      case "=" -> equal(a.get(0), a.get(1));
      case "!=", "not=" -> !equal(a.get(0), a.get(1));
      case "<" -> compare(a.get(0), a.get(1)) < 0 && chain(a);
      case "<=" -> compare(a.get(0), a.get(1)) <= 0;
      case ">" -> compare(a.get(0), a.get(1)) > 0;
      case ">=" -> compare(a.get(0), a.get(1)) >= 0;
      case "max" -> compare(a.get(0), a.get(1)) >= 0 ? a.get(0) : a.get(1);
      case "+" -> plus((Number) a.get(0), (Number) a.get(1));
      case "*" -> times((Number) a.get(0), (Number) a.get(1));
      case "even?" -> a.get(0) instanceof Long n && n % 2 == 0;
      case "str" -> a.get(0) + "/" + a.get(2);
      case "count" -> (long) ((String) a.get(0)).length();
      case "starts-with?" -> a.get(0) instanceof String s && s.startsWith((String) a.get(1));
      case "ground", "identity", "untuple" -> a.get(0);
      case "tuple" -> List.copyOf(a);
      case "missing?" -> ((NaiveSource) a.get(0)).value(a.get(1), a.get(2)) == null;
      case "get-else" ->
        Objects.requireNonNullElse(((NaiveSource) a.get(0)).value(a.get(1), a.get(2)), a.get(3));
      case "get-some" -> some((NaiveSource) a.get(0), a);
      default -> throw new IllegalArgumentException("no random query calls " + name);
    };
  }

  private static boolean chain(List<Object> a) {
    return a.size() < 3 || compare(a.get(1), a.get(2)) < 0;
  }

  private static @Nullable Object some(NaiveSource source, List<Object> a) {
    for (Object attribute : a.subList(2, a.size())) {
      Object value = source.value(a.get(1), attribute);
      if (value != null) {
        return List.of(Objects.requireNonNull(source.entity(attribute)), value);
      }
    }
    return null;
  }

  /** Integers and floating-point numbers are never equal. */
  static boolean equal(Object left, Object right) {
    return left.equals(right);
  }

  /** By type first, numbers of all types together. */
  static int compare(Object left, Object right) {
    if (left instanceof Number l && right instanceof Number r) {
      return decimal(l).compareTo(decimal(r));
    }
    if (rank(left) != rank(right)) {
      return Integer.compare(rank(left), rank(right));
    }
    if (left instanceof Keyword l && right instanceof Keyword r) {
      return l.toString().compareTo(r.toString());
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      for (int i = 0; i < l.size() && i < r.size(); i++) {
        int order = compare(Objects.requireNonNull(l.get(i)), Objects.requireNonNull(r.get(i)));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(l.size(), r.size());
    }
    return comparable(left).compareTo(right);
  }

  @SuppressWarnings("unchecked") // only what is of one type is compared
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }

  private static int rank(Object value) {
    List<Class<?>> types = List.of(
        Boolean.class, Number.class, String.class, Keyword.class, Instant.class, List.class);
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).isInstance(value)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no random query has a " + value.getClass());
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof Long n
        ? BigDecimal.valueOf(n)
        : BigDecimal.valueOf(number.doubleValue());
  }

  static Number plus(Number left, Number right) {
    return left instanceof Long l && right instanceof Long r
        ? (Number) Math.addExact(l, r)
        : (Number) (left.doubleValue() + right.doubleValue());
  }

  private static Number times(Number left, Number right) {
    return left instanceof Long l && right instanceof Long r
        ? (Number) Math.multiplyExact(l, r)
        : (Number) (left.doubleValue() * right.doubleValue() + 0.0);
  }

  /** What an aggregate gives of the values of a group. */
  static Object aggregate(String name, @Nullable Long count, List<Object> values) {
    List<Object> sorted = new ArrayList<>(values);
    sorted.sort(NaiveFunctions::compare);
    int size = values.size();
    if (count != null) {
      if (name.equals("max")) {
        Collections.reverse(sorted);
      }
      return List.copyOf(sorted.subList(0, (int) Math.min(size, count)));
    }
    Number sum = 0L;
    if (name.equals("sum") || name.equals("avg")) {
      for (Object value : values) {
        sum = plus(sum, (Number) value);
      }
    }
    return switch (name) {
      case "count" -> (long) size;
      case "count-distinct" -> values.stream().distinct().count();
      case "distinct" -> java.util.Set.copyOf(values);
      case "sum" -> sum;
      case "avg" -> sum.doubleValue() / size;
      case "min" -> sorted.get(0);
      case "max" -> sorted.get(size - 1);
      case "median" ->
        size % 2 == 1
            ? sorted.get(size / 2)
            : (Object) ((((Number) sorted.get(size / 2 - 1)).doubleValue()
                    + ((Number) sorted.get(size / 2)).doubleValue())
                / 2);
      default -> throw new IllegalArgumentException("no random query aggregates by " + name);
    };
  }
}
