package dev.dfdb.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Compares numbers of different types by what they amount to, without rounding, and without writing
 * out exponents: {@link BigDecimal#compareTo} looks at digits only where the exponents agree.
 */
final class NumberOrder {

  private static final int FINITE = 0;

  private NumberOrder() {}

  static int compare(Number left, Number right) {
    int byAmount = compareAmounts(left, right);
    if (byAmount != 0) {
      return byAmount;
    }
    int byType = Integer.compare(typeRank(left), typeRank(right));
    if (byType != 0) {
      return byType;
    }
    return left instanceof BigDecimal l && right instanceof BigDecimal r
        ? Integer.compare(l.scale(), r.scale())
        : 0;
  }

  static int compareAmounts(Number left, Number right) {
    if (left instanceof Long l && right instanceof Long r) {
      return Long.compare(l, r);
    }
    if (left instanceof Double l && right instanceof Double r) {
      return Double.compare(l + 0.0, r + 0.0); // -0.0 + 0.0 is 0.0
    }
    int leftEnd = end(left);
    int rightEnd = end(right);
    return leftEnd != FINITE || rightEnd != FINITE
        ? Integer.compare(leftEnd, rightEnd)
        : exact(left).compareTo(exact(right));
  }

  private static int end(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (Double.isNaN(value)) {
        return 2;
      }
      return Double.isInfinite(value) ? (value < 0 ? -1 : 1) : FINITE;
    }
    return FINITE;
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return number instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : new BigDecimal(number.doubleValue());
  }

  private static int typeRank(Number number) {
    if (number instanceof Long) {
      return 0;
    }
    if (number instanceof BigInteger) {
      return 1;
    }
    if (number instanceof Float) {
      return 2;
    }
    return number instanceof Double ? 3 : 4;
  }
}
