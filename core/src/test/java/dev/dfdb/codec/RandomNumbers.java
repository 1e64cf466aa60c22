package dev.dfdb.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;

/** Random numbers of all sizes, and such as lie close to a given one. */
final class RandomNumbers {

  private static final int MODERATE = 2_000;

  private RandomNumbers() {}

  static long nextLong(SplittableRandom random) {
    long bits = random.nextLong() >>> random.nextInt(64);
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> Long.highestOneBit(bits) + random.nextInt(-1, 2);
      case 2 -> Long.MIN_VALUE + random.nextInt(-2, 3);
      case 3 -> -bits;
      default -> bits;
    };
  }

  static BigInteger nextBigInteger(SplittableRandom random) {
    BigInteger small = BigInteger.valueOf(nextLong(random));
    return switch (random.nextInt(8)) {
      case 0 -> small.shiftLeft(random.nextInt(1_100));
      case 1 -> small.multiply(BigInteger.TEN.pow(random.nextInt(400)));
      case 2, 3 -> small.multiply(BigInteger.valueOf(nextLong(random)));
      case 4 -> BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(random.nextInt(-2, 3)));
      default -> small;
    };
  }

  static double nextDouble(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> nextLong(random);
      case 2 -> random.nextInt(-10_000, 10_000) / 100.0;
      case 3 -> Math.scalb(random.nextDouble(), random.nextInt(-1_074, 1_024));
      case 4 -> Math.nextUp((double) nextLong(random));
      case 5 -> random.nextInt(-1_000, 1_000) / 1_024.0;
      case 6 -> Double.MIN_VALUE * random.nextInt(-3, 4);
      default -> random.nextDouble(-2, 2);
    };
  }

  static BigDecimal nextDecimal(SplittableRandom random) {
    BigInteger unscaled = nextBigInteger(random);
    return switch (random.nextInt(8)) {
      case 0 -> new BigDecimal(unscaled, random.nextInt());
      case 1 -> new BigDecimal(unscaled, random.nextInt(-400, 400));
      case 2 -> exact(nextDouble(random)).add(new BigDecimal(unscaled, 1_200));
      default -> new BigDecimal(unscaled, random.nextInt(-3, 20));
    };
  }

  /** A number of the given type close to another, or any if they can't be close. */
  static Object near(SplittableRandom random, Kind kind, Object other) {
    BigDecimal amount = amount(other);
    if (Math.abs((long) amount.precision() - amount.scale()) > MODERATE
        || amount.scale() > MODERATE) {
      return kind == Kind.DECIMAL && other instanceof BigDecimal decimal
          ? new BigDecimal(decimal.unscaledValue().add(BigInteger.ONE), decimal.scale())
          : java.util.Objects.requireNonNull(kind.next(random, 0));
    }
    BigInteger integer = amount.toBigInteger().add(BigInteger.valueOf(random.nextInt(-1, 2)));
    double rounded = amount.doubleValue();
    double beside = random.nextBoolean() ? rounded : Math.nextUp(rounded);
    return switch (kind) {
      case LONG -> integer.longValue();
      case BIG_INTEGER -> integer;
      case FLOAT -> (float) beside;
      case DOUBLE -> beside;
      default -> nearDecimal(random, amount);
    };
  }

  private static BigDecimal nearDecimal(SplittableRandom random, BigDecimal amount) {
    return switch (random.nextInt(4)) {
      case 0 -> amount.setScale(Math.max(0, amount.scale()) + random.nextInt(40));
      case 1 -> amount.round(new MathContext(1 + random.nextInt(20)));
      case 2 -> amount.add(BigDecimal.ONE.movePointLeft(amount.scale() + random.nextInt(30)));
      default -> amount;
    };
  }

  private static BigDecimal amount(Object number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return number instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : exact(((Number) number).doubleValue());
  }

  private static BigDecimal exact(double number) {
    return new BigDecimal(Double.isFinite(number) ? number : Double.MAX_VALUE);
  }
}
