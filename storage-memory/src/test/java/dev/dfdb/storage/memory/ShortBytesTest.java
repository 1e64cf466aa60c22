package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of few bytes, wherever they lie in their arrays. */
class ShortBytesTest {

  private static final int TRIES = 100_000;

  private final Random random = new Random(7);

  @Test
  void areComparedAsUnsignedBytes() {
    for (int i = 0; i < TRIES; i++) {
      byte[] one = bytes();
      byte[] other = bytes();
      int from = random.nextInt(one.length + 1);
      int to = from + random.nextInt(one.length + 1 - from);
      int otherFrom = random.nextInt(other.length + 1);
      int otherTo = otherFrom + random.nextInt(other.length + 1 - otherFrom);
      assertEquals(
          Integer.signum(Arrays.compareUnsigned(one, from, to, other, otherFrom, otherTo)),
          Integer.signum(ShortBytes.compare(one, from, to, other, otherFrom, otherTo)));
    }
  }

  @Test
  void beginAlikeWhereTheyAreTheSameToALength() {
    for (int i = 0; i < TRIES; i++) {
      byte[] one = bytes();
      byte[] other = random.nextBoolean() ? bytes() : Arrays.copyOf(one, random.nextInt(20));
      int length = random.nextInt(one.length + 1);
      boolean expected = length <= other.length && Arrays.equals(one, 0, length, other, 0, length);
      assertEquals(expected, ShortBytes.beginAlike(one, other, length));
    }
  }

  @Test
  void areCopiedWhole() {
    for (int i = 0; i < TRIES / 10; i++) {
      byte[] source = new byte[random.nextInt(60)];
      random.nextBytes(source);
      int from = random.nextInt(source.length + 1);
      int length = random.nextInt(source.length + 1 - from);
      byte[] expected = new byte[70];
      byte[] actual = new byte[70];
      System.arraycopy(source, from, expected, 5, length);
      ShortBytes.copy(source, from, actual, 5, length);
      assertArrayEquals(expected, actual);
    }
  }

  /** Up to 19 bytes of three kinds, so that many begin alike. */
  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(8) == 0 ? 0x80 : random.nextInt(8) == 0 ? 1 : 0);
    }
    return bytes;
  }
}
