package dev.dfdb.codec;

import dev.dfdb.error.CorruptionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads numbers as {@link NumberWriter} and {@link DecimalWriter} lay them out. */
final class NumberReader {

  private static final BigDecimal FRACTION_UNIT = new BigDecimal(
      BigInteger.valueOf(5).pow(NumberWriter.FRACTION_BITS), NumberWriter.FRACTION_BITS);

  private NumberReader() {}

  /** Whether the value at an index is a long; false if the bytes end before that can be seen. */
  static boolean isLong(byte[] bytes, int at, int end) {
    if (at >= end) {
      return false;
    }
    int count = Math.abs(bytes[at] - Codes.ZERO) - 2;
    if (count <= 0 || count > 8) {
      return bytes[at] == Codes.ZERO && at + 1 < end && bytes[at + 1] == Codes.TAG_LONG;
    }
    return at + 1 + count < end && bytes[at + 1 + count] == Codes.TAG_LONG;
  }

  static long readLong(KeyReader in) {
    int code = in.readByte();
    if (code == Codes.ZERO) {
      if (in.readByte() != Codes.TAG_LONG) {
        throw in.corrupt("not a long");
      }
      return 0;
    }
    if (code < Codes.NEGATIVE_INTEGER_8
        || code > Codes.POSITIVE_INTEGER_8
        || (code > Codes.NEGATIVE_INTEGER_1 && code < Codes.POSITIVE_INTEGER_1)) {
      throw in.corrupt("not a long");
    }
    long magnitude = readInteger(in, code);
    if (in.readByte() != Codes.TAG_LONG) {
      throw in.corrupt("not a long");
    }
    return toLong(in, code < Codes.ZERO, magnitude);
  }

  static Object read(KeyReader in) {
    int from = in.index();
    int code = in.readByte();
    boolean negative = code < Codes.ZERO;
    return switch (code) {
      case Codes.NAN, Codes.NEGATIVE_INFINITY, Codes.POSITIVE_INFINITY -> readSpecial(in, code);
      case Codes.ZERO -> readZero(in);
      case Codes.NEGATIVE_FRACTION,
          Codes.POSITIVE_FRACTION,
          Codes.NEGATIVE_LARGE,
          Codes.POSITIVE_LARGE -> readAroundDouble(in, from, code, negative);
      case Codes.NEGATIVE_HUGE, Codes.POSITIVE_HUGE, Codes.NEGATIVE_TINY, Codes.POSITIVE_TINY ->
        readScientific(in, from, negative);
      default -> readAroundInteger(in, from, code, negative);
    };
  }

  private static Object readSpecial(KeyReader in, int code) {
    double number = code == Codes.NAN
        ? Double.NaN
        : code < Codes.ZERO ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    int tag = in.readByte();
    if (tag == Codes.TAG_FLOAT) {
      return (float) number;
    }
    if (tag == Codes.TAG_DOUBLE) {
      return number;
    }
    throw badTag(in);
  }

  private static Object readZero(KeyReader in) {
    int from = in.index() - 1;
    return switch (in.readByte()) {
      case Codes.TAG_LONG -> 0L;
      case Codes.TAG_BIG_INTEGER -> BigInteger.ZERO;
      case Codes.TAG_FLOAT -> 0.0f;
      case Codes.TAG_DOUBLE -> 0.0d;
      case Codes.TAG_DECIMAL -> canonical(in, from, new BigDecimal(BigInteger.ZERO, readScale(in)));
      default -> throw badTag(in);
    };
  }

  private static Object readAroundInteger(KeyReader in, int from, int code, boolean negative) {
    long integer = readInteger(in, code);
    int tail = in.readByte();
    if (tail != more(negative)) {
      return switch (tail) {
        case Codes.TAG_LONG -> toLong(in, negative, integer);
        case Codes.TAG_FLOAT, Codes.TAG_DOUBLE -> toBinary(in, negative, integer, 0, tail);
        default -> toDecimal(in, from, negative, new BigDecimal(unsigned(integer)), tail);
      };
    }
    long units = in.readBigEndian(7);
    if (negative) {
      units ^= (1L << NumberWriter.FRACTION_BITS) - 1;
    }
    tail = in.readByte();
    if (tail == Codes.TAG_FLOAT || tail == Codes.TAG_DOUBLE) {
      if (units == 0) {
        throw in.corrupt("a fraction is zero");
      }
      return toBinary(in, negative, integer, units, tail);
    }
    if (tail != more(negative)) {
      BigDecimal fraction = BigDecimal.valueOf(units).multiply(FRACTION_UNIT);
      return toDecimal(in, from, negative, fraction.add(new BigDecimal(unsigned(integer))), tail);
    }
    String digits = Digits.read(in, NumberWriter.flip(negative));
    BigInteger unscaled =
        unsigned(integer).multiply(BigInteger.TEN.pow(digits.length())).add(Digits.parse(digits));
    return finish(in, from, negative, unscaled, digits.length(), in.readByte());
  }

  private static Object readAroundDouble(KeyReader in, int from, int code, boolean negative) {
    long bits = in.readBigEndian(8);
    double magnitude = Double.longBitsToDouble(negative ? ~bits : bits);
    boolean large = code == Codes.NEGATIVE_LARGE || code == Codes.POSITIVE_LARGE;
    boolean inRange = large
        ? magnitude >= NumberWriter.LARGE && magnitude <= Double.MAX_VALUE
        : magnitude > 0 && magnitude < 1;
    if (!inRange) {
      throw in.corrupt("a number is not of the size its code says");
    }
    int tail = in.readByte();
    if (tail == more(negative)) {
      return readScientific(in, from, negative);
    }
    double number = negative ? -magnitude : magnitude;
    if (tail == Codes.TAG_DOUBLE) {
      return number;
    }
    if (tail == Codes.TAG_FLOAT) {
      return toFloat(in, number);
    }
    return toDecimal(in, from, negative, new BigDecimal(magnitude), tail);
  }

  private static Object readScientific(KeyReader in, int from, boolean negative) {
    int flip = NumberWriter.flip(negative);
    long exponent = OrderedInt.read(in, flip);
    String digits = Digits.read(in, flip);
    return finish(
        in, from, negative, Digits.parse(digits), digits.length() - 1L - exponent, in.readByte());
  }

  private static Object toDecimal(
      KeyReader in, int from, boolean negative, BigDecimal magnitude, int tag) {
    BigDecimal stripped = magnitude.stripTrailingZeros();
    return finish(in, from, negative, stripped.unscaledValue(), stripped.scale(), tag);
  }

  /**
   * Makes the big integer or decimal that the tag and what follows it say.
   *
   * @param digits the digits of the magnitude, without zeros at the end
   * @param digitsScale how many of them are after the point
   */
  private static Object finish(
      KeyReader in, int from, boolean negative, BigInteger digits, long digitsScale, int tag) {
    boolean decimal = tag == Codes.TAG_DECIMAL || tag == Codes.TAG_DECIMAL_PADDED;
    if (!decimal && tag != Codes.TAG_BIG_INTEGER && tag != Codes.TAG_BIG_INTEGER_PADDED) {
      throw badTag(in);
    }
    int scale = decimal ? readScale(in) : 0;
    boolean padded = tag == Codes.TAG_DECIMAL_PADDED || tag == Codes.TAG_BIG_INTEGER_PADDED;
    long zeros = scale - digitsScale;
    long padding = padded ? skipPadding(in) : 0;
    // Before anything is made as long as the number says it is.
    if (zeros < 0 || zeros > Digits.MAX_DIGITS || zeros / Codes.ZEROS_PER_PAD != padding) {
      throw in.corrupt("a number does not have the digits its scale says");
    }
    BigInteger unscaled =
        zeros == 0 ? digits : digits.multiply(BigInteger.TEN.pow(Math.toIntExact(zeros)));
    if (unscaled.bitLength() > Values.MAX_NUMBER_BITS) {
      throw in.corrupt("a number has too many digits");
    }
    if (negative) {
      unscaled = unscaled.negate();
    }
    return canonical(in, from, decimal ? new BigDecimal(unscaled, scale) : unscaled);
  }

  private static long skipPadding(KeyReader in) {
    long count = 0;
    while (true) {
      int pad = in.readByte();
      if (pad == Codes.PAD_END) {
        return count;
      }
      if (pad != Codes.PAD) {
        throw in.corrupt("the padding of a number holds something else");
      }
      count++;
    }
  }

  /** Checks that the bytes read are those that would be written. */
  private static Object canonical(KeyReader in, int from, Object number) {
    KeyWriter again = in.scratch();
    ValueWriter.write(again, number, 0);
    if (!Arrays.equals(again.buffer(), 0, again.length(), in.bytes(), from, in.index())) {
      throw in.corrupt("a number is not written in its one form");
    }
    return number;
  }

  private static int readScale(KeyReader in) {
    long scale = OrderedInt.read(in, 0);
    if (scale != (int) scale) {
      throw in.corrupt("a scale or exponent is out of range");
    }
    return (int) scale;
  }

  private static long readInteger(KeyReader in, int code) {
    boolean negative = code < Codes.ZERO;
    int count =
        negative ? Codes.NEGATIVE_INTEGER_1 + 1 - code : code + 1 - Codes.POSITIVE_INTEGER_1;
    long magnitude = in.readBigEndian(count);
    if (negative) {
      magnitude = ~magnitude & (-1L >>> (Long.SIZE - 8 * count));
    }
    if (magnitude >>> (8 * (count - 1)) == 0) {
      throw in.corrupt("a number is written longer than it must be");
    }
    return magnitude;
  }

  private static long toLong(KeyReader in, boolean negative, long magnitude) {
    if (magnitude < 0 && !(negative && magnitude == Long.MIN_VALUE)) {
      throw in.corrupt("a number is too large for its type");
    }
    return negative ? -magnitude : magnitude;
  }

  private static Object toBinary(
      KeyReader in, boolean negative, long integer, long units, int tag) {
    double magnitude;
    boolean exact;
    if (integer >>> 53 == 0) {
      magnitude = integer + units * 0x1p-56;
      exact = (long) magnitude == integer && (long) ((magnitude - integer) * 0x1p56) == units;
    } else {
      magnitude = unsigned(integer).doubleValue();
      exact = units == 0
          && magnitude < NumberWriter.LARGE
          && new BigDecimal(magnitude).toBigInteger().longValue() == integer;
    }
    if (!exact) {
      throw in.corrupt("a number has more digits than its type");
    }
    double number = negative ? -magnitude : magnitude;
    return tag == Codes.TAG_FLOAT ? toFloat(in, number) : (Object) number;
  }

  private static Float toFloat(KeyReader in, double number) {
    float narrow = (float) number;
    if (narrow != number) {
      throw in.corrupt("a number has more digits than its type");
    }
    return narrow;
  }

  private static BigInteger unsigned(long number) {
    BigInteger low = BigInteger.valueOf(number & Long.MAX_VALUE);
    return number < 0 ? low.setBit(63) : low;
  }

  private static int more(boolean negative) {
    return negative ? Codes.MORE_BELOW : Codes.MORE_ABOVE;
  }

  private static CorruptionException badTag(KeyReader in) {
    return in.corrupt("a number ends in no type it can have");
  }
}
