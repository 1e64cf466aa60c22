package dev.dfdb.codec;

import java.math.BigInteger;

/**
 * Decimal digits, two to a byte: the pair doubled, plus one if more follow. The last pair is never
 * 00, so more digits always mean a greater number, and each number has one form. Below zero every
 * byte is inverted.
 */
final class Digits {

  /** More than a number of {@link Values#MAX_NUMBER_BITS} has. */
  static final int MAX_DIGITS = 80_000;

  private static final int SPLIT_AT = 1_000;

  private Digits() {}

  /**
   * Writes {@code zeros} zeros and then the digits before {@code to}, the last of which is not 0.
   *
   * @param flip 0, or 0xFF to invert
   */
  static void write(KeyWriter out, int zeros, String digits, int to, int flip) {
    int count = Math.addExact(zeros, to);
    byte[] bytes = out.ensure((count + 1L) / 2);
    int at = out.length();
    for (int i = 0; i < count; i += 2) {
      int pair = 10 * digit(digits, i - zeros, to) + digit(digits, i + 1 - zeros, to);
      int more = i + 2 < count ? 1 : 0;
      bytes[at++] = (byte) ((pair * 2 + more) ^ flip);
    }
    out.advanceTo(at);
  }

  private static int digit(String digits, int index, int to) {
    return index >= 0 && index < to ? digits.charAt(index) - '0' : 0;
  }

  /** Reads digits up to the last one that is not 0; at least one. */
  static String read(KeyReader in, int flip) {
    int from = in.index();
    int to = end(in.bytes(), from, in.endIndex(), flip);
    if (to < 0) {
      throw in.cutShort();
    }
    if (to - from > MAX_DIGITS / 2) {
      throw in.corrupt("a number has too many digits");
    }
    char[] digits = new char[2 * (to - from)];
    int count = 0;
    for (int i = from; i < to; i++) {
      int pair = ((in.bytes()[i] & 0xFF) ^ flip) / 2;
      if (pair > 99) {
        throw in.corrupt("two digits are more than 99");
      }
      digits[count++] = (char) ('0' + pair / 10);
      digits[count++] = (char) ('0' + pair % 10);
    }
    if (digits[count - 1] == '0') {
      count--;
    }
    if (digits[count - 1] == '0') {
      throw in.corrupt("digits end in zeros");
    }
    in.moveTo(to);
    return new String(digits, 0, count);
  }

  /** The index after the last byte of digits, or -1 if it is beyond {@code limit}. */
  static int end(byte[] bytes, int from, int limit, int flip) {
    for (int i = from; i < limit; i++) {
      if (((bytes[i] ^ flip) & 1) == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** How many of the first {@code length} digits are left without the zeros at their end. */
  static int withoutZeros(String digits) {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return length;
  }

  /**
   * The number the digits stand for. By halves, because {@link BigInteger#BigInteger(String)} takes
   * time in the square of the length.
   */
  static BigInteger parse(String digits) {
    int length = digits.length();
    if (length <= SPLIT_AT) {
      return new BigInteger(digits);
    }
    int low = length / 2;
    BigInteger high = parse(digits.substring(0, length - low));
    return high.multiply(BigInteger.TEN.pow(low)).add(parse(digits.substring(length - low)));
  }
}
