package dev.dfdb.internal.query.function;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.internal.query.relation.Equality;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How functions compare values: numbers by what they amount to, everything else as
 * {@link ValueOrder} has it, so that no comparison fails.
 */
public final class Comparison {

  private Comparison() {}

  /** The order behind {@code <}, {@code min} and their like. */
  public static int compare(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number l && right instanceof Number r)
        ? ValueOrder.compareAmounts(l, r)
        : ValueOrder.compare(left, right);
  }

  /** {@code =}: numbers are equal within integers, floating-point numbers or decimals only. */
  static boolean equal(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number l && right instanceof Number r)
        ? category(l) == category(r) && ValueOrder.compareAmounts(l, r) == 0
        : Equality.same(left, right);
  }

  /** {@code ==}: numbers are equal if they amount to the same, exactly. */
  static boolean equalAmounts(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number l && right instanceof Number r)
        ? ValueOrder.compareAmounts(l, r) == 0
        : Equality.same(left, right);
  }

  /** A relation between neighbours. */
  interface Test {
    boolean holds(@Nullable Object left, @Nullable Object right);
  }

  /** Whether a relation holds between each argument and the one after it. */
  static boolean chain(@Nullable Object[] arguments, Test test) {
    for (int i = 1; i < arguments.length; i++) {
      if (!test.holds(arguments[i - 1], arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static int category(Number number) {
    if (number instanceof Long || number instanceof BigInteger) {
      return 0;
    }
    return number instanceof BigDecimal ? 2 : 1;
  }
}
