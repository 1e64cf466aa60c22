package dev.dfdb.codec;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Writes numbers: a code for sign and size, the integer part or a double rounded toward zero, for
 * decimals and big integers the digits a double can't hold, and a tag for the type. All of it but
 * the tag is inverted below zero. The layout is in docs/FORMAT.md.
 */
final class NumberWriter {

  /** 2^64: from here on the integer part is not written byte by byte. */
  static final double LARGE = 0x1p64;

  /** The fraction beside an integer part is written in units of 2^-56, as seven bytes. */
  static final int FRACTION_BITS = 56;

  private static final double FRACTION_UNITS = 0x1p56;
  private static final int DOUBLE_PRECISION = 53;

  private NumberWriter() {}

  static void writeLong(KeyWriter out, long number) {
    if (number == 0) {
      writeZero(out, Codes.TAG_LONG);
    } else {
      boolean negative = number < 0;
      writeInteger(out, negative, negative ? -number : number);
      out.writeByte(Codes.TAG_LONG);
    }
  }

  static void writeFloat(KeyWriter out, float number) {
    writeBinary(out, number, Codes.TAG_FLOAT);
  }

  static void writeDouble(KeyWriter out, double number) {
    writeBinary(out, number, Codes.TAG_DOUBLE);
  }

  private static void writeBinary(KeyWriter out, double number, int tag) {
    if (number == 0) {
      writeZero(out, tag); // -0.0 too
      return;
    }
    if (Double.isNaN(number)) {
      out.writeByte(Codes.NAN).writeByte(tag);
      return;
    }
    boolean negative = number < 0;
    double magnitude = Math.abs(number);
    if (Double.isInfinite(number)) {
      out.writeByte(negative ? Codes.NEGATIVE_INFINITY : Codes.POSITIVE_INFINITY);
    } else if (magnitude < 1) {
      writeTruncated(
          out, negative ? Codes.NEGATIVE_FRACTION : Codes.POSITIVE_FRACTION, negative, magnitude);
    } else if (magnitude < LARGE) {
      long integer = toUnsigned(magnitude);
      writeInteger(out, negative, integer);
      // Above 2^53 a double has no fraction, and below it the integer part is exact.
      long fraction =
          magnitude < 0x1p53 ? (long) ((magnitude - (double) integer) * FRACTION_UNITS) : 0;
      if (fraction != 0) {
        writeFraction(out, negative, fraction);
      }
    } else {
      writeTruncated(
          out, negative ? Codes.NEGATIVE_LARGE : Codes.POSITIVE_LARGE, negative, magnitude);
    }
    out.writeByte(tag);
  }

  static void writeBigInteger(KeyWriter out, BigInteger number) {
    if (number.signum() == 0) {
      writeZero(out, Codes.TAG_BIG_INTEGER);
      return;
    }
    boolean negative = number.signum() < 0;
    BigInteger magnitude = number.abs();
    Values.checkDigits(magnitude);
    int bits = magnitude.bitLength();
    if (bits <= Long.SIZE) {
      writeInteger(out, negative, magnitude.longValue());
      out.writeByte(Codes.TAG_BIG_INTEGER);
      return;
    }
    if (bits <= Double.MAX_EXPONENT + 1) {
      int shift = bits - DOUBLE_PRECISION;
      double truncated = Math.scalb((double) magnitude.shiftRight(shift).longValue(), shift);
      writeTruncated(
          out, negative ? Codes.NEGATIVE_LARGE : Codes.POSITIVE_LARGE, negative, truncated);
      if (magnitude.getLowestSetBit() >= shift) {
        out.writeByte(Codes.TAG_BIG_INTEGER); // a double has no more than 22 zeros at its end
        return;
      }
      writeMore(out, negative);
    } else {
      out.writeByte(negative ? Codes.NEGATIVE_HUGE : Codes.POSITIVE_HUGE);
    }
    String digits = magnitude.toString();
    int kept = Digits.withoutZeros(digits);
    int flip = flip(negative);
    OrderedInt.write(out, digits.length() - 1L, flip);
    Digits.write(out, 0, digits, kept, flip);
    int zeros = digits.length() - kept;
    out.writeByte(
        zeros < Codes.ZEROS_PER_PAD ? Codes.TAG_BIG_INTEGER : Codes.TAG_BIG_INTEGER_PADDED);
    writePadding(out, zeros);
  }

  static void writeZero(KeyWriter out, int tag) {
    out.writeByte(Codes.ZERO).writeByte(tag);
  }

  /** Writes code and integer part; {@code magnitude} is unsigned and not 0. */
  static void writeInteger(KeyWriter out, boolean negative, long magnitude) {
    int count = (71 - Long.numberOfLeadingZeros(magnitude)) >>> 3;
    byte[] bytes = out.ensure(9);
    int at = out.length();
    bytes[at] = (byte)
        (negative ? Codes.NEGATIVE_INTEGER_1 + 1 - count : Codes.POSITIVE_INTEGER_1 - 1 + count);
    long shown = negative ? ~magnitude : magnitude;
    for (int i = count; i > 0; i--) {
      bytes[at + i] = (byte) shown;
      shown >>>= 8;
    }
    out.advanceTo(at + 1 + count);
  }

  /** Writes the fraction beside an integer part, in units of 2^-56. */
  static void writeFraction(KeyWriter out, boolean negative, long fraction) {
    writeMore(out, negative);
    writeBigEndian(out, negative ? ~fraction : fraction, 7);
  }

  /** Writes a code and a positive double, rounded toward zero from what it stands for. */
  static void writeTruncated(KeyWriter out, int code, boolean negative, double magnitude) {
    long bits = Double.doubleToRawLongBits(magnitude);
    out.writeByte(code);
    writeBigEndian(out, negative ? ~bits : bits, 8);
  }

  static void writeMore(KeyWriter out, boolean negative) {
    out.writeByte(negative ? Codes.MORE_BELOW : Codes.MORE_ABOVE);
  }

  /**
   * Writes one byte for every 24 zeros at the end of the number's digits. They carry nothing, but
   * keep a number from being much larger in memory than in its encoding, so that no short run of
   * bytes can claim to be a number of a billion digits.
   */
  static void writePadding(KeyWriter out, int zeros) {
    int count = zeros / Codes.ZEROS_PER_PAD;
    if (count > 0) {
      byte[] bytes = out.ensure(count + 1);
      int at = out.length();
      Arrays.fill(bytes, at, at + count, (byte) Codes.PAD);
      bytes[at + count] = Codes.PAD_END;
      out.advanceTo(at + count + 1);
    }
  }

  static int flip(boolean negative) {
    return negative ? 0xFF : 0;
  }

  private static long toUnsigned(double magnitude) {
    return magnitude < 0x1p63 ? (long) magnitude : (long) (magnitude - 0x1p63) + Long.MIN_VALUE;
  }

  private static void writeBigEndian(KeyWriter out, long number, int count) {
    byte[] bytes = out.ensure(count);
    int at = out.length();
    for (int i = count - 1; i >= 0; i--) {
      bytes[at + i] = (byte) number;
      number >>>= 8;
    }
    out.advanceTo(at + count);
  }
}
