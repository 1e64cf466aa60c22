package dev.dfdb.codec;

import dev.dfdb.error.InvalidValueException;
import java.util.Map;

/**
 * Ids as order-preserving variable-length integers: as many leading one bits as bytes follow the
 * first, a zero bit, then the number, big-endian. A longer form has a greater first byte, and every
 * number has only its shortest form.
 */
final class IdCodec {

  private IdCodec() {}

  /** Writes the id where eight bytes are free and gives the position after it. */
  static int write(long id, byte[] bytes, int position) {
    if (id >>> 7 == 0) {
      bytes[position] = (byte) id;
      return position + 1;
    }
    if (id >>> 14 == 0) {
      bytes[position] = (byte) (0x80 | (id >>> 8));
      bytes[position + 1] = (byte) id;
      return position + 2;
    }
    if (id >>> 56 != 0) {
      throw new InvalidValueException(
          "an id is out of range", Map.of("id", id, "max", KeyWriter.MAX_ID));
    }
    int following = (63 - Long.numberOfLeadingZeros(id)) / 7;
    bytes[position] = (byte) (leadingOnes(following) | (id >>> (8 * following)));
    for (int i = following; i > 0; i--) {
      bytes[position + i] = (byte) id;
      id >>>= 8;
    }
    return position + following + 1;
  }

  /** How many bytes follow the given first byte, 0..8; 8 means that no id starts so. */
  static int following(int first) {
    return Integer.numberOfLeadingZeros(~(first << 24));
  }

  /** The bits of the number that stand in the first byte. */
  static long highBits(int first, int following) {
    return first & (0x7F >>> following);
  }

  /** Whether the number needs that many bytes after the first. */
  static boolean isShortest(long id, int following) {
    return following == 0 || id >>> (7 * following) != 0;
  }

  private static int leadingOnes(int count) {
    return (0xFF00 >>> count) & 0xFF;
  }
}
