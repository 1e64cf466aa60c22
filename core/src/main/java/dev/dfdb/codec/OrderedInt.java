package dev.dfdb.codec;

/**
 * Signed integers in few bytes, in order: one byte for -64..63; beyond, a byte that tells sign and
 * length, then the distance from that range, big-endian, inverted below it. The scales and
 * exponents of decimals are written so.
 */
final class OrderedInt {

  private static final int MIDDLE = 0x80;
  private static final int NEAR = 64;
  private static final int MAX_FOLLOWING = 5;

  private OrderedInt() {}

  /**
   * Writes a number of at most 40 bits.
   *
   * @param flip 0, or 0xFF to invert every byte, which turns the order round
   */
  static void write(KeyWriter out, long number, int flip) {
    byte[] bytes = out.ensure(1 + MAX_FOLLOWING);
    int at = out.length();
    if (number >= -NEAR && number < NEAR) {
      bytes[at] = (byte) ((MIDDLE + number) ^ flip);
      out.advanceTo(at + 1);
      return;
    }
    boolean below = number < 0;
    long distance = below ? -NEAR - 1 - number : number - NEAR;
    int following = Math.max(1, (71 - Long.numberOfLeadingZeros(distance)) / 8);
    bytes[at] = (byte) ((below ? MIDDLE - NEAR - following : MIDDLE + NEAR - 1 + following) ^ flip);
    int flipDistance = below ? flip ^ 0xFF : flip;
    for (int i = following; i > 0; i--) {
      bytes[at + i] = (byte) (distance ^ flipDistance);
      distance >>>= 8;
    }
    out.advanceTo(at + 1 + following);
  }

  /** Reads a number; whether it was in its shortest form is for the caller to see. */
  static long read(KeyReader in, int flip) {
    int first = in.readByte() ^ flip;
    int following = following(first);
    if (following == 0) {
      return (long) first - MIDDLE;
    }
    if (following > MAX_FOLLOWING) {
      throw in.corrupt("a scale or exponent is out of range");
    }
    boolean below = first < MIDDLE;
    long mask = (below ? flip ^ 0xFF : flip) == 0 ? 0 : (1L << (8 * following)) - 1;
    long distance = in.readBigEndian(following) ^ mask;
    return below ? -NEAR - 1 - distance : distance + NEAR;
  }

  /** How many bytes follow a first byte. */
  static int following(int first) {
    if (first < MIDDLE - NEAR) {
      return MIDDLE - NEAR - first;
    }
    return Math.max(0, first - (MIDDLE + NEAR - 1));
  }
}
