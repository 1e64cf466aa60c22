package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where other encoders went wrong, and rules K1 to K5 by example. */
class KeyTrapsTest {

  @Test
  void k2_2e23IsEncodedFromItsBitsAndNotFromWhatTheJdkPrints() {
    double number = Double.parseDouble("2e23"); // 1.9999999999999998E23 in JDK 17, 2.0E23 in JDK 19
    assertEquals(number, decode(encode(number)));
    BigDecimal exact = new BigDecimal("199999999999999983222784");
    assertEquals(0, exact.compareTo(new BigDecimal(number)));
    assertNeighbours(number, exact);
    assertBefore(number, new BigDecimal("2E+23"));
    assertBefore(new BigDecimal("199999999999999983222783"), number);
  }

  @Test
  void k2_noNumberPassesThroughADouble() {
    assertBefore(9007199254740992.0, 9007199254740993L);
    assertBefore(9007199254740993L, new BigDecimal("9007199254740993.5"));
    assertBefore(9007199254740992L, 9007199254740992.0);
    assertBefore(Long.MAX_VALUE, 0x1p63);
    assertEquals(9007199254740993L, decode(encode(9007199254740993L)));
  }

  @Test
  void k2_noNumberPassesThroughALong() {
    for (Number number : List.of(
        new BigInteger("18446744073709551617"),
        new BigDecimal("18446744073709551617.5"),
        0.5,
        0.5f,
        new BigDecimal("1E+30"))) {
      assertNotEquals(0, ValueOrder.compare(number, number.longValue()));
      assertEquals(number, decode(encode(number)));
    }
  }

  @Test
  void k2_anUnknownNumberIsRefusedRatherThanSentThroughLongValue() {
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> encode(new AtomicLong(7)));
    assertEquals("java.util.concurrent.atomic.AtomicLong", refused.context().get("class"));
    assertTrue(String.valueOf(refused.context().get("accepted")).contains("BigDecimal"));
  }

  @Test
  void k2_distinctDecimalsOfManyDigitsDoNotCollide() {
    BigDecimal left = new BigDecimal("0.1234567890123456789012345678901234567890");
    BigDecimal right = new BigDecimal("0.1234567890123456789012345678901234567891");
    assertBefore(left, right);
    assertEquals(left, decode(encode(left)));
    assertEquals(right, decode(encode(right)));
    String digits = "123456789".repeat(1_000);
    assertBefore(new BigDecimal("0." + digits + "1"), new BigDecimal("0." + digits + "2"));
    assertBefore(new BigInteger(digits + "1"), new BigInteger(digits + "2"));
  }

  @Test
  void k2_oneAsFiveTypesIsFiveValuesSideBySide() {
    List<Object> ones =
        List.of(1L, BigInteger.ONE, 1.0f, 1.0d, new BigDecimal("1"), new BigDecimal("1.00"));
    for (int i = 0; i < ones.size(); i++) {
      Object back = decode(encode(ones.get(i)));
      assertEquals(ones.get(i), back);
      assertEquals(ones.get(i).getClass(), back == null ? null : back.getClass());
      for (int j = i + 1; j < ones.size(); j++) {
        assertNeighbours(ones.get(i), ones.get(j));
      }
    }
  }

  @Test
  void k2_usualNumbersAreShort() {
    assertEquals(2, encode(0L).length);
    assertEquals(3, encode(42L).length);
    assertEquals(4, encode(1_000L).length);
    assertEquals(10, encode(Long.MAX_VALUE).length);
    assertEquals(10, encode(0.1).length);
    assertEquals(3, encode(42.0).length);
    assertEquals(11, encode(12.34).length);
    assertEquals(14, encode(new BigDecimal("0.1")).length);
    assertEquals(14, encode(new BigDecimal("12.34")).length);
    assertEquals(10, encode(1e300).length);
    assertEquals(10, encode(1e-300).length);
  }

  @Test
  void k3_negativeZeroIsStoredAsZero() {
    assertArrayEquals(encode(0.0), encode(-0.0));
    assertArrayEquals(encode(0.0f), encode(-0.0f));
    assertEquals(0.0, decode(encode(-0.0)));
    assertEquals(0, ValueOrder.compare(-0.0, 0.0));
    assertEquals(0, ValueOrder.compare(-0.0f, 0.0f));
  }

  @Test
  void k3_everyNanIsTheSameAndLastAmongNumbers() {
    double other = Double.longBitsToDouble(0xfff8_dead_beef_0001L);
    assertArrayEquals(encode(Double.NaN), encode(other));
    assertArrayEquals(encode(Float.NaN), encode(Float.intBitsToFloat(0xffc0_0001)));
    assertEquals(0, ValueOrder.compare(Double.NaN, other));
    assertBefore(Double.POSITIVE_INFINITY, Double.NaN);
    assertBefore(new BigDecimal("1E+2147483647"), Double.NaN);
    assertBefore(Double.NaN, "");
  }

  @Test
  void k4_textSortsByCodePointsAndNotByUtf16Units() {
    String beyond = "\ud83d\ude00"; // U+1F600
    String privateUse = "\ue000";
    assertTrue(beyond.compareTo(privateUse) < 0);
    assertBefore(privateUse, beyond);
    assertBefore(Keyword.of(privateUse), Keyword.of(beyond));
    assertBefore(URI.create("\uff21"), URI.create("\ud83d\ude00"));
  }

  @Test
  void k4_textsWithNulsKeepTheirOrderAndAreNotCutShort() {
    List<String> ascending =
        List.of("", "\0", "\0\0", "\0\1", "\1", "\1\0", "\2", "a", "a\0", "a\1");
    for (int i = 1; i < ascending.size(); i++) {
      assertBefore(ascending.get(i - 1), ascending.get(i));
    }
    assertBefore(List.of("a", "b"), List.of("a\0", "a"));
    assertBefore(List.of("a"), List.of("a\0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xd800, 0xdbff, 0xdc00, 0xdfff})
  void k4_anUnpairedSurrogateIsRefusedAndNotTurnedIntoAQuestionMark(int unit) {
    String lone = String.valueOf((char) unit);
    for (String text : List.of(lone, "a" + lone, lone + "a", lone + lone, "\ud83d\ude00" + lone)) {
      assertThrows(InvalidValueException.class, () -> encode(text));
      assertThrows(InvalidValueException.class, () -> encode(new Keyword(null, text)));
      assertThrows(InvalidValueException.class, () -> encode(new Keyword(text, "a")));
      assertThrows(InvalidValueException.class, () -> encode(List.of(text)));
    }
  }

  @Test
  void k4_anAbsentNamespaceComesFirst() {
    assertBefore(Keyword.of("z"), Keyword.of("a/a"));
    assertBefore(Keyword.of("a/z"), Keyword.of("aa/a"));
    assertEquals(Keyword.of("/"), decode(encode(Keyword.of("/"))));
    assertEquals(new Keyword("a/b", "c"), decode(encode(new Keyword("a/b", "c"))));
    assertEquals(new Keyword("a", "b/c"), decode(encode(new Keyword("a", "b/c"))));
  }

  @Test
  void k5_uuidsSortAsUnsignedBytes() {
    UUID low = new UUID(1, 0);
    UUID high = new UUID(-1, 0);
    assertTrue(high.compareTo(low) < 0);
    assertBefore(low, high);
    assertBefore(new UUID(0, 1), new UUID(0, -1));
  }

  @Test
  void urisThatJavaCallsEqualAreTwoValues() {
    URI lower = URI.create("http://example.org/a");
    URI upper = URI.create("http://EXAMPLE.org/a");
    assertEquals(lower, upper);
    assertNotEquals(0, ValueOrder.compare(lower, upper));
    Object back = decode(encode(Map.of("a", lower, "b", upper)));
    assertTrue(Exactly.same(Map.of("a", lower, "b", upper), back));
  }

  @Test
  void k5_equalMapsEncodeAlikeWhateverTheirOrder() {
    Map<Object, Object> forward = new LinkedHashMap<>();
    Map<Object, Object> backward = new LinkedHashMap<>();
    for (long i = 0; i < 100; i++) {
      forward.put(i, i);
      backward.put(99 - i, 99 - i);
    }
    assertArrayEquals(encode(forward), encode(backward));
    assertArrayEquals(encode(forward.keySet()), encode(backward.keySet()));
  }

  @Test
  void aDecodedMapFindsItsKeysByValue() {
    byte[] key = {1, 2};
    Map<?, ?> back = (Map<?, ?>) java.util.Objects.requireNonNull(decode(encode(Map.of(key, 1L))));
    assertEquals(1L, back.get(key.clone()));
    assertEquals(Map.of("a", 1L, "b", 2L), decode(encode(Map.of("b", 2L, "a", 1L))));
    assertEquals(decode(encode(Map.of("b", 2L, "a", 1L))), Map.of("a", 1L, "b", 2L));
  }

  @Test
  void aMapWithOneKeyTwiceIsRefused() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(new byte[] {1}, 1L);
    map.put(new byte[] {1}, 2L);
    assertThrows(InvalidValueException.class, () -> encode(map));
  }

  @Test
  void membersOutOfOrderAreCorruption() {
    byte[] sorted = encode(Map.of(1L, 1L, 2L, 1L));
    byte[] swapped = sorted.clone();
    System.arraycopy(sorted, 1, swapped, 7, 6);
    System.arraycopy(sorted, 7, swapped, 1, 6);
    assertThrows(CorruptionException.class, () -> decode(swapped));
    byte[] twice = sorted.clone();
    System.arraycopy(sorted, 1, twice, 7, 6);
    assertThrows(CorruptionException.class, () -> decode(twice));
  }

  @Test
  void valuesNestedTooDeepAreRefusedAndNoStackOverflow() {
    for (int depth : new int[] {Values.MAX_DEPTH + 1, 10_000}) {
      assertThrows(InvalidValueException.class, () -> encode(Nesting.lists(depth)));
    }
    assertThrows(InvalidValueException.class, () -> encode(Nesting.keys(Values.MAX_DEPTH + 1)));
    for (Object deepest : List.of(
        Nesting.lists(Values.MAX_DEPTH),
        Nesting.keys(Values.MAX_DEPTH),
        Nesting.sets(Values.MAX_DEPTH))) {
      assertTrue(Exactly.same(deepest, decode(encode(deepest))));
    }
  }

  /** Ten to a power makes the digits too many for the short way, and moves no other byte. */
  @Test
  void smallDecimalsAreWrittenAsLargeOnesAre() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      long unscaled = random.nextLong(1, 1_000_000_000_000_000L) >>> random.nextInt(50);
      BigDecimal small = BigDecimal.valueOf(unscaled + 1, random.nextInt(16));
      for (BigDecimal number : List.of(small, small.negate())) {
        byte[] shortWay = encode(number);
        byte[] longWay = encode(number.setScale(number.scale() + 16));
        int shared = shortWay.length - 1;
        assertArrayEquals(Arrays.copyOf(shortWay, shared), Arrays.copyOf(longWay, shared));
      }
    }
  }

  @Test
  void aNumberOfTheMostDigitsComesBackAndOneOfMoreIsRefused() {
    BigInteger most = BigInteger.ONE.shiftLeft(Values.MAX_NUMBER_BITS).subtract(BigInteger.ONE);
    BigInteger more = most.add(BigInteger.ONE);
    for (int scale : new int[] {0, 10, 78_913, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      BigDecimal decimal = new BigDecimal(most, scale);
      assertEquals(decimal, decode(encode(decimal)));
      assertThrows(InvalidValueException.class, () -> encode(new BigDecimal(more, scale)));
    }
    assertEquals(most, decode(encode(most)));
    assertEquals(most.negate(), decode(encode(most.negate())));
    assertThrows(InvalidValueException.class, () -> encode(more));
    assertThrows(InvalidValueException.class, () -> encode(more.negate()));
  }

  @Test
  void noTypeCodeIs0xffOrAnEnd() {
    for (ValueType type : ValueType.values()) {
      assertTrue(type.lastCode() < 0xFF);
      assertTrue(type.firstCode() > Codes.END);
      assertFalse(type.firstCode() > type.lastCode());
    }
  }

  @Test
  void aMegabyteOfTextComesBack() {
    String text = "\u00e9a\0\ud83d\ude00".repeat(200_000);
    assertEquals(text, decode(encode(text)));
    byte[] bytes = new byte[1 << 20];
    assertArrayEquals(bytes, (byte[]) decode(encode(bytes)));
  }

  private static void assertBefore(@Nullable Object left, @Nullable Object right) {
    assertTrue(ValueOrder.compare(left, right) < 0, () -> Show.pair(left, right));
    assertTrue(ValueOrder.compare(right, left) > 0, () -> Show.pair(left, right));
    assertTrue(
        Arrays.compareUnsigned(encode(left), encode(right)) < 0, () -> Show.pair(left, right));
  }

  /** In order, and no number of another amount between them. */
  private static void assertNeighbours(Object left, Object right) {
    assertBefore(left, right);
    BigDecimal amount = new BigDecimal(String.valueOf(new BigDecimal(right.toString())));
    BigDecimal little = new BigDecimal("1E-60");
    assertBefore(amount.subtract(little), left);
    assertBefore(right, amount.add(little));
  }

  private static byte[] encode(@Nullable Object value) {
    return new KeyWriter().writeValue(value).toBytes();
  }

  private static @Nullable Object decode(byte[] key) {
    return new KeyReader(key).readValue();
  }
}
