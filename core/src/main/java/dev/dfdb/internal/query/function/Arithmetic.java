package dev.dfdb.internal.query.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calculating with numbers of any type. A long that overflows becomes a big integer. With a
 * floating-point number the result is one; otherwise with a decimal it is a decimal.
 *
 * <p>All methods throw IllegalArgumentException for what isn't a number and ArithmeticException for
 * a division by zero.
 */
public final class Arithmetic {

  /** Beyond this many digits before or after the point, sums of decimals would fill the memory. */
  private static final int MAX_DIGITS = 100_000;

  private Arithmetic() {}

  /** The sum. */
  public static Number add(@Nullable Object left, @Nullable Object right) {
    return calculate(left, right, Math::addExact, BigInteger::add, BigDecimal::add, Double::sum);
  }

  static Number subtract(@Nullable Object left, @Nullable Object right) {
    return calculate(
        left,
        right,
        Math::subtractExact,
        BigInteger::subtract,
        BigDecimal::subtract,
        (l, r) -> l - r);
  }

  static Number multiply(@Nullable Object left, @Nullable Object right) {
    return calculate(
        left,
        right,
        Math::multiplyExact,
        BigInteger::multiply,
        BigDecimal::multiply,
        (l, r) -> l * r);
  }

  /** The quotient: of integers an integer if it comes out even, otherwise a double. */
  static Number divide(@Nullable Object left, @Nullable Object right) {
    Number dividend = number(left);
    Number divisor = number(right);
    if (isInteger(dividend) && isInteger(divisor)) {
      BigInteger[] quotient = big(dividend).divideAndRemainder(nonZero(big(divisor)));
      return quotient[1].signum() == 0
          ? narrow(quotient[0])
          : (Number) (dividend.doubleValue() / divisor.doubleValue());
    }
    return calculate(
        left,
        right,
        (l, r) -> l / r,
        BigInteger::divide,
        (l, r) -> l.divide(nonZero(r), MathContext.DECIMAL128),
        (l, r) -> l / r);
  }

  static Number quotient(@Nullable Object left, @Nullable Object right) {
    return calculate(
        left,
        right,
        (l, r) -> r == -1 ? Math.negateExact(l) : l / nonZero(r),
        (l, r) -> l.divide(nonZero(r)),
        (l, r) -> l.divideToIntegralValue(nonZero(r)),
        (l, r) -> truncate(l / r));
  }

  /** The remainder, with the sign of the dividend. */
  static Number remainder(@Nullable Object left, @Nullable Object right) {
    return calculate(
        left,
        right,
        (l, r) -> l % nonZero(r),
        (l, r) -> l.remainder(nonZero(r)),
        (l, r) -> l.remainder(nonZero(r)),
        (l, r) -> l % r);
  }

  /** The modulus, with the sign of the divisor. */
  static Number modulus(@Nullable Object left, @Nullable Object right) {
    return calculate(
        left,
        right,
        (l, r) -> Math.floorMod(l, nonZero(r)),
        (l, r) -> sameSign(l.remainder(nonZero(r)), r),
        (l, r) -> sameSign(l.remainder(nonZero(r)), r),
        (l, r) -> l - r * Math.floor(l / r));
  }

  /** -1, 0 or 1; 0 for NaN. */
  static int sign(Number number) {
    if (number instanceof Long value) {
      return Long.signum(value);
    }
    if (number instanceof BigInteger value) {
      return value.signum();
    }
    return number instanceof BigDecimal value
        ? value.signum()
        : (int) Math.signum(number.doubleValue());
  }

  static boolean isInteger(@Nullable Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  static boolean isOdd(Object integer) {
    return integer instanceof BigInteger big
        ? big.testBit(0)
        : integer instanceof Long value && (value & 1) == 1;
  }

  /** A value that has to be a number. */
  public static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("a number belongs where " + Texts.print(value) + " is");
  }

  private static Number calculate(
      @Nullable Object left,
      @Nullable Object right,
      LongBinaryOperator longs,
      BinaryOperator<BigInteger> integers,
      BinaryOperator<BigDecimal> decimals,
      DoubleBinaryOperator doubles) {
    Number l = number(left);
    Number r = number(right);
    if (isFloating(l) || isFloating(r)) {
      return doubles.applyAsDouble(l.doubleValue(), r.doubleValue()) + 0.0; // never -0.0
    }
    if (l instanceof BigDecimal || r instanceof BigDecimal) {
      return decimals.apply(decimal(l), decimal(r));
    }
    if (l instanceof Long x && r instanceof Long y) {
      try {
        return longs.applyAsLong(x, y);
      } catch (ArithmeticException overflow) {
        return integers.apply(big(l), big(r));
      }
    }
    return integers.apply(big(l), big(r));
  }

  private static boolean isFloating(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  private static BigInteger big(Number integer) {
    return integer instanceof BigInteger big ? big : BigInteger.valueOf(integer.longValue());
  }

  private static Number narrow(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private static BigDecimal decimal(Number number) {
    BigDecimal decimal = number instanceof BigDecimal value ? value : new BigDecimal(big(number));
    if (Math.abs((long) decimal.scale()) > MAX_DIGITS) {
      throw new IllegalArgumentException("a decimal of too many digits");
    }
    return decimal;
  }

  private static double truncate(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  private static BigInteger sameSign(BigInteger remainder, BigInteger divisor) {
    return remainder.signum() * divisor.signum() < 0 ? remainder.add(divisor) : remainder;
  }

  private static BigDecimal sameSign(BigDecimal remainder, BigDecimal divisor) {
    return remainder.signum() * divisor.signum() < 0 ? remainder.add(divisor) : remainder;
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor;
  }

  private static BigInteger nonZero(BigInteger divisor) {
    if (divisor.signum() == 0) {
      throw byZero();
    }
    return divisor;
  }

  private static BigDecimal nonZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw byZero();
    }
    return divisor;
  }

  private static ArithmeticException byZero() {
    return new ArithmeticException("division by zero");
  }
}
