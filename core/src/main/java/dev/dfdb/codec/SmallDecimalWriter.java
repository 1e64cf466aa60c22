package dev.dfdb.codec;

import java.math.BigDecimal;

/**
 * Writes decimals of up to 15 digits, such as prices and measurements, with the same bytes as
 * {@link DecimalWriter} and without big numbers.
 */
final class SmallDecimalWriter {

  /** So many digits, and powers of ten up to that many zeros, are exact in a double. */
  private static final int MAX_DIGITS = 15;

  private static final long[] POWERS_OF_TEN = new long[MAX_DIGITS + 1];

  static {
    long power = 1;
    for (int i = 0; i <= MAX_DIGITS; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private SmallDecimalWriter() {}

  /** Whether a decimal other than zero is one for {@link #write}. */
  static boolean takes(BigDecimal number) {
    return number.scale() >= 0 && number.scale() <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
  }

  static void write(KeyWriter out, BigDecimal number) {
    int scale = number.scale();
    long unscaled = number.unscaledValue().longValue();
    boolean negative = unscaled < 0;
    long magnitude = Math.abs(unscaled);
    long power = POWERS_OF_TEN[scale];
    long integer = magnitude / power;
    if (integer == 0) {
      writeBelowOne(out, negative, magnitude, scale);
    } else {
      NumberWriter.writeInteger(out, negative, integer);
      if (magnitude % power != 0) {
        writeFraction(out, negative, magnitude % power, scale);
      }
    }
    out.writeByte(Codes.TAG_DECIMAL);
    OrderedInt.write(out, scale, 0);
  }

  private static void writeBelowOne(KeyWriter out, boolean negative, long magnitude, int scale) {
    double power = POWERS_OF_TEN[scale];
    double rounded = magnitude / power;
    // What the multiplication would round away decides which side of the decimal the double is on.
    double excess = Math.fma(rounded, power, -(double) magnitude);
    NumberWriter.writeTruncated(
        out,
        negative ? Codes.NEGATIVE_FRACTION : Codes.POSITIVE_FRACTION,
        negative,
        excess > 0 ? Math.nextDown(rounded) : rounded);
    if (excess != 0) {
      String digits = Long.toString(magnitude);
      int flip = NumberWriter.flip(negative);
      NumberWriter.writeMore(out, negative);
      OrderedInt.write(out, digits.length() - 1L - scale, flip);
      Digits.write(out, 0, digits, Digits.withoutZeros(digits), flip);
    }
  }

  /**
   * Writes {@code rest} / 10^{@code scale}, dividing as many bits at a time as a long has room for.
   */
  private static void writeFraction(KeyWriter out, boolean negative, long rest, int scale) {
    long power = POWERS_OF_TEN[scale];
    long units = 0;
    long left = rest;
    int bits = NumberWriter.FRACTION_BITS;
    while (bits > 0) {
      int step = Math.min(bits, Long.numberOfLeadingZeros(power) - 1);
      left <<= step;
      units = (units << step) + left / power;
      left %= power;
      bits -= step;
    }
    NumberWriter.writeFraction(out, negative, units);
    if (left != 0) {
      String digits = Long.toString(rest);
      NumberWriter.writeMore(out, negative);
      Digits.write(
          out,
          scale - digits.length(),
          digits,
          Digits.withoutZeros(digits),
          NumberWriter.flip(negative));
    }
  }
}
