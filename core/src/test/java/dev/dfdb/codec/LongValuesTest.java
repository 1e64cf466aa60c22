package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S10: long values in short keys. */
class LongValuesTest {

  private static final int BOUND = 256;
  private static final int MEGABYTE = 1 << 20;

  @Test
  void aKeyWithTheLongestIdsAndAMegabyteOfTextStaysWithin1024Bytes() {
    KeyWriter key = new KeyWriter().writeByte(1).writeId(KeyWriter.MAX_ID);
    key.writeId(KeyWriter.MAX_ID);
    assertTrue(key.writeValueBounded("\0".repeat(MEGABYTE), BOUND));
    key.writeId(KeyWriter.MAX_ID);
    assertTrue(key.length() <= 1_024, () -> "length " + key.length());
  }

  @Test
  void aValueOfExactlyTheBoundIsWrittenWholeAndOneMoreByteIsNot() {
    for (int bound : new int[] {16, 100, BOUND}) {
      String fitting = "x".repeat(bound - 2); // a type code before, an end behind
      KeyWriter key = new KeyWriter();
      assertFalse(key.writeValueBounded(fitting, bound));
      assertEquals(bound, key.length());
      key.writeId(7);
      KeyReader reader = new KeyReader(key.toBytes());
      assertEquals(fitting, reader.readValueBounded(bound));
      assertEquals(7, reader.readId());

      key.reset();
      assertTrue(key.writeValueBounded(fitting + "x", bound));
      assertEquals(bound + LongValues.DIGEST_BYTES, key.length());
      key.writeId(7);
      reader.reset(key.toBytes());
      assertTrue(reader.readValueBounded(bound) instanceof ShortenedValue);
      assertEquals(7, reader.readId());
    }
  }

  @Test
  void skippingABoundedValueEndsWhereReadingItDoes() {
    for (Object value : longAndShortValues()) {
      for (int bound : new int[] {1, 2, 3, 10, 40, BOUND}) {
        KeyWriter key = new KeyWriter().writeByte(9);
        key.writeValueBounded(value, bound);
        int end = key.length();
        key.writeId(123_456);
        KeyReader reader = new KeyReader(key.toBytes());
        assertEquals(9, reader.readByte());
        reader.skipValueBounded(bound);
        assertEquals(end, reader.position());
        assertEquals(123_456, reader.readId());
      }
    }
  }

  @Test
  void aShortenedValueIsRestoredFromWhatIsStoredBesideAndFromNothingElse() {
    String text = "long ".repeat(1_000);
    byte[] beside = new KeyWriter().writeValue(text).toBytes();
    ShortenedValue shortened = shortened(text, 40);
    assertEquals(text, shortened.restore(beside));
    assertEquals(ValueType.STRING, shortened.type());
    assertArrayEquals(LongValues.digest(beside), shortened.digest());
    assertArrayEquals(Arrays.copyOf(beside, 40), shortened.prefix());

    byte[] damaged = beside.clone();
    damaged[2_000] ^= 1;
    assertThrows(CorruptionException.class, () -> shortened.restore(damaged));
    assertThrows(CorruptionException.class, () -> shortened.restore(new byte[0]));
  }

  @Test
  void shortenedValuesAreEqualExactlyIfTheirValuesAre() {
    String text = "a".repeat(100);
    assertEquals(shortened(text + "1", 40), shortened(text + "1", 40));
    assertEquals(shortened(text + "1", 40).hashCode(), shortened(text + "1", 40).hashCode());
    assertNotEquals(shortened(text + "1", 40), shortened(text + "2", 40));
    assertTrue(shortened(text + "1", 40).sharesPrefix(shortened(text + "2", 40)));
    assertFalse(shortened(text, 40).sharesPrefix(shortened("b" + text, 40)));
  }

  @Test
  void orderIsExactUnlessBothAreShortenedAndAgreeInEveryKeptByte() {
    List<@Nullable Object> values = longAndShortValues();
    for (int bound : new int[] {1, 2, 10, 20, 40, BOUND}) {
      byte[][] keys = keys(values, bound);
      for (int i = 0; i < keys.length; i++) {
        for (int j = 0; j < keys.length; j++) {
          checkPair(values.get(i), values.get(j), keys[i], keys[j], bound);
        }
      }
    }
  }

  private static byte[][] keys(List<@Nullable Object> values, int bound) {
    byte[][] keys = new byte[values.size()][];
    for (int i = 0; i < keys.length; i++) {
      KeyWriter key = new KeyWriter();
      key.writeValueBounded(values.get(i), bound);
      keys[i] = key.toBytes();
    }
    return keys;
  }

  private static void checkPair(
      @Nullable Object left, @Nullable Object right, byte[] l, byte[] r, int bound) {
    int byValue = Integer.signum(ValueOrder.compare(left, right));
    int byBytes = Integer.signum(Arrays.compareUnsigned(l, r));
    if (byValue == 0) {
      assertEquals(0, byBytes);
      return;
    }
    assertTrue(Arrays.mismatch(l, r) < Math.min(l.length, r.length), "one begins the other");
    boolean bothShortened = l.length > bound && r.length > bound;
    if (!bothShortened || Arrays.mismatch(l, r) < bound) {
      assertEquals(byValue, byBytes, () -> Show.pair(left, right));
    }
  }

  @Test
  void aRunOfValuesThatAgreeInEveryKeptByteHasNothingElseBetweenThem() {
    List<@Nullable Object> values = longAndShortValues();
    int bound = 20;
    List<byte[]> keys = Arrays.asList(keys(values, bound));
    keys.sort(Arrays::compareUnsigned);
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 2; j < keys.size(); j++) {
        if (agree(keys.get(i), keys.get(j), bound)) {
          for (int between = i + 1; between < j; between++) {
            assertTrue(agree(keys.get(i), keys.get(between), bound));
          }
        }
      }
    }
  }

  private static boolean agree(byte[] left, byte[] right, int bound) {
    return left.length > bound
        && right.length > bound
        && Arrays.equals(left, 0, bound, right, 0, bound);
  }

  @Test
  void seekingToARunWritesTheValueAndDropsItsDigest() {
    String text = "x".repeat(100);
    KeyWriter seek = new KeyWriter();
    assertTrue(seek.writeValueBounded(text, 40));
    seek.truncate(seek.length() - LongValues.DIGEST_BYTES);
    for (String other : List.of(text, text + "a", text + "b")) {
      KeyWriter key = new KeyWriter();
      key.writeValueBounded(other, 40);
      assertTrue(Arrays.compareUnsigned(seek.toBytes(), key.toBytes()) < 0);
    }
  }

  @Test
  void aShortenedValueCutShortIsCorruption() {
    KeyWriter key = new KeyWriter();
    key.writeValueBounded("x".repeat(100), 40);
    for (int length = 0; length < key.length(); length++) {
      byte[] cut = Arrays.copyOf(key.toBytes(), length);
      assertThrows(CorruptionException.class, () -> new KeyReader(cut).readValueBounded(40));
      assertThrows(CorruptionException.class, () -> new KeyReader(cut).skipValueBounded(40));
    }
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KeyWriter().writeValueBounded("a", 0));
  }

  private static ShortenedValue shortened(Object value, int bound) {
    KeyWriter key = new KeyWriter();
    assertTrue(key.writeValueBounded(value, bound));
    Object read = new KeyReader(key.toBytes()).readValueBounded(bound);
    return (ShortenedValue) java.util.Objects.requireNonNull(read);
  }

  private static List<@Nullable Object> longAndShortValues() {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.add(true);
    values.add(42L);
    values.add(Long.MIN_VALUE);
    values.add(0.1);
    for (int length : new int[] {0, 1, 8, 9, 10, 11, 17, 18, 19, 20, 38, 39, 40, 253, 254, 600}) {
      String text = "a".repeat(length);
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 0xff);
      for (String end : List.of("", "\0", "a", "b", "\uffff", "\ud83d\ude00")) {
        values.add(text + end);
      }
      values.add(bytes);
      values.add(List.of(text));
      values.add(List.of(text, text));
      values.add(Collections.nCopies(length, 1L));
      values.add(Map.of(text, text));
      values.add(BigInteger.TEN.pow(length));
      values.add(BigInteger.TEN.pow(length).negate());
      values.add(new BigDecimal(BigInteger.TEN.pow(length).add(BigInteger.ONE), length / 2));
      values.add(new BigDecimal(BigInteger.TEN.pow(length).add(BigInteger.ONE), length + 400));
    }
    return values;
  }
}
