package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of dimensions of time, as dfdb reads it: constraints and derivations. */
sealed interface DimensionRule {

  /** The dimension is not before others, and not after others. */
  record Ordering(List<Keyword> after, List<Keyword> before) implements DimensionRule {}

  /** A registered predicate holds. */
  record Predicate(Symbol name) implements DimensionRule {}

  /** The dimension is the first operand, plus or minus the others. */
  record Derivation(boolean minus, List<Keyword> operands) implements DimensionRule {

    /** The value, or null where an operand has none; in milliseconds, or an instant. */
    @Nullable
    Object apply(Map<Long, Object> times, Schema schema) {
      Object result = null;
      for (Keyword name : operands) {
        Attribute operand = schema.attribute(name);
        Object value = operand == null ? null : times.get(operand.id());
        if (value == null) {
          return null;
        }
        result = result == null ? value : combine(result, value);
      }
      return result;
    }

    private Object combine(Object left, Object right) {
      if (left instanceof Instant later && right instanceof Instant earlier) {
        return Duration.between(earlier, later).toMillis();
      }
      if (left instanceof Instant point) {
        return minus ? point.minusMillis((Long) right) : point.plusMillis((Long) right);
      }
      if (right instanceof Instant point) {
        return point.plusMillis((Long) left);
      }
      return minus
          ? Math.subtractExact((Long) left, (Long) right)
          : Math.addExact((Long) left, (Long) right);
    }

    /** The type of the value, given those of the operands; null if they can't be combined. */
    @Nullable
    Keyword type(List<Keyword> types) {
      Keyword result = types.get(0);
      for (Keyword next : types.subList(1, types.size())) {
        boolean point = result.equals(Dimension.INSTANT);
        boolean nextPoint = next.equals(Dimension.INSTANT);
        if (point && nextPoint && minus) {
          result = Dimension.DURATION;
        } else if (nextPoint && (point || minus)) {
          return null;
        } else if (nextPoint) {
          result = Dimension.INSTANT;
        }
      }
      return result;
    }
  }

  /** Reads a constraint; null if it is none. */
  static @Nullable DimensionRule constraint(Object form) {
    if (!(form instanceof Map<?, ?> map)) {
      Symbol name = TransactionFunctions.name(form);
      return name == null ? null : new Predicate(name);
    }
    Keyword type = Keyword.find(part(map, "type"));
    if (type == null || !type.equals(Keyword.of(null, "ordering"))) {
      return null;
    }
    List<Keyword> after = names(part(map, "after"));
    List<Keyword> before = names(part(map, "before"));
    int known = 1 + (part(map, "after") == null ? 0 : 1) + (part(map, "before") == null ? 0 : 1);
    return after == null || before == null || known < 2 || map.size() != known
        ? null
        : new Ordering(after, before);
  }

  /** Reads a derivation; null if it is none. */
  static @Nullable Derivation derivation(Object form) {
    if (!(form instanceof Map<?, ?> map)) {
      return null;
    }
    Keyword op = Keyword.find(part(map, "op"));
    List<Keyword> operands = names(part(map, "operands"));
    boolean isMinus = Keyword.of(null, "minus").equals(op);
    boolean isPlus = Keyword.of(null, "plus").equals(op);
    return map.size() != 2 || operands == null || operands.size() < 2 || !(isMinus || isPlus)
        ? null
        : new Derivation(isMinus, operands);
  }

  private static @Nullable Object part(Map<?, ?> map, String key) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (Keyword.of(null, key).equals(Keyword.find(entry.getKey()))) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** One name or a list of them; null if it is neither. */
  private static @Nullable List<Keyword> names(@Nullable Object form) {
    List<Keyword> names = new ArrayList<>();
    for (Object name : form == null ? List.of() : form instanceof List<?> l ? l : List.of(form)) {
      Keyword keyword = Keyword.find(name);
      if (keyword == null) {
        return null;
      }
      names.add(keyword);
    }
    return names;
  }
}
