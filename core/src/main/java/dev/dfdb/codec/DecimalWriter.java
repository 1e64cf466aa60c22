package dev.dfdb.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes decimals in the layout of {@link NumberWriter}. A decimal is never written out in full:
 * its exponent may have ten digits, and only those it holds are looked at.
 */
final class DecimalWriter {

  private static final BigDecimal LARGE = new BigDecimal(BigInteger.ONE.shiftLeft(64));
  private static final BigDecimal HUGE = new BigDecimal(BigInteger.ONE.shiftLeft(1024));
  private static final BigDecimal MIN_DOUBLE = new BigDecimal(Double.MIN_VALUE);
  private static final BigDecimal FRACTION_UNITS =
      new BigDecimal(BigInteger.ONE.shiftLeft(NumberWriter.FRACTION_BITS));

  private DecimalWriter() {}

  static void write(KeyWriter out, BigDecimal number) {
    if (number.signum() == 0) {
      NumberWriter.writeZero(out, Codes.TAG_DECIMAL);
      OrderedInt.write(out, number.scale(), 0);
      return;
    }
    if (SmallDecimalWriter.takes(number)) {
      SmallDecimalWriter.write(out, number);
      return;
    }
    boolean negative = number.signum() < 0;
    BigDecimal magnitude = number.abs();
    Values.checkDigits(magnitude.unscaledValue());
    String digits = magnitude.unscaledValue().toString();
    int kept = Digits.withoutZeros(digits);
    long exponent = digits.length() - 1L - magnitude.scale();
    if (exponent < 0) {
      writeBelowOne(out, negative, magnitude, digits, kept, exponent);
    } else if (magnitude.compareTo(LARGE) < 0) {
      writeAboveOne(out, negative, magnitude);
    } else if (magnitude.compareTo(HUGE) < 0) {
      int code = negative ? Codes.NEGATIVE_LARGE : Codes.POSITIVE_LARGE;
      writeAroundDouble(out, code, negative, magnitude, digits, kept, exponent);
    } else {
      out.writeByte(negative ? Codes.NEGATIVE_HUGE : Codes.POSITIVE_HUGE);
      writeScientific(out, negative, digits, kept, exponent);
    }
    int zeros = digits.length() - kept;
    out.writeByte(zeros < Codes.ZEROS_PER_PAD ? Codes.TAG_DECIMAL : Codes.TAG_DECIMAL_PADDED);
    OrderedInt.write(out, number.scale(), 0);
    NumberWriter.writePadding(out, zeros);
  }

  private static void writeBelowOne(
      KeyWriter out,
      boolean negative,
      BigDecimal magnitude,
      String digits,
      int kept,
      long exponent) {
    if (magnitude.compareTo(MIN_DOUBLE) < 0) {
      out.writeByte(negative ? Codes.NEGATIVE_TINY : Codes.POSITIVE_TINY);
      writeScientific(out, negative, digits, kept, exponent);
    } else {
      int code = negative ? Codes.NEGATIVE_FRACTION : Codes.POSITIVE_FRACTION;
      writeAroundDouble(out, code, negative, magnitude, digits, kept, exponent);
    }
  }

  private static void writeAboveOne(KeyWriter out, boolean negative, BigDecimal magnitude) {
    BigInteger integer = magnitude.toBigInteger();
    NumberWriter.writeInteger(out, negative, integer.longValue());
    BigDecimal rest = magnitude.subtract(new BigDecimal(integer));
    if (rest.signum() == 0) {
      return;
    }
    BigDecimal units = rest.multiply(FRACTION_UNITS);
    BigInteger wholeUnits = units.toBigInteger();
    NumberWriter.writeFraction(out, negative, wholeUnits.longValue());
    if (units.compareTo(new BigDecimal(wholeUnits)) != 0) {
      NumberWriter.writeMore(out, negative);
      // No exponent here: zeros after the point are written, so that the digits of the whole
      // number are never many more than the bytes.
      String digits = rest.unscaledValue().toString();
      Digits.write(
          out,
          rest.scale() - digits.length(),
          digits,
          Digits.withoutZeros(digits),
          NumberWriter.flip(negative));
    }
  }

  private static void writeAroundDouble(
      KeyWriter out,
      int code,
      boolean negative,
      BigDecimal magnitude,
      String digits,
      int kept,
      long exponent) {
    double truncated = truncate(magnitude);
    NumberWriter.writeTruncated(out, code, negative, truncated);
    if (new BigDecimal(truncated).compareTo(magnitude) != 0) {
      NumberWriter.writeMore(out, negative);
      writeScientific(out, negative, digits, kept, exponent);
    }
  }

  private static void writeScientific(
      KeyWriter out, boolean negative, String digits, int kept, long exponent) {
    int flip = NumberWriter.flip(negative);
    OrderedInt.write(out, exponent, flip);
    Digits.write(out, 0, digits, kept, flip);
  }

  /** The greatest double not above a magnitude in the range of doubles. */
  private static double truncate(BigDecimal magnitude) {
    double rounded = Math.min(magnitude.doubleValue(), Double.MAX_VALUE);
    while (new BigDecimal(rounded).compareTo(magnitude) > 0) {
      rounded = Math.nextDown(rounded);
    }
    return rounded;
  }
}
