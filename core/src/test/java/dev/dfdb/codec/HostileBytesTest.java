package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dfdb.error.CorruptionException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * K8: whatever the bytes are, there is a value or the corruption error, soon and in small memory.
 */
class HostileBytesTest {

  private static final int TRIES = Integer.getInteger("dfdb.codec.hostile", 20_000);
  private static final long SEED = Long.getLong("dfdb.codec.seed", System.nanoTime());
  private static final int MEGABYTE = 1 << 20;

  /** What a reader can be asked for. */
  private static final List<Consumer<KeyReader>> QUESTIONS = List.of(
      KeyReader::readByte,
      KeyReader::readId,
      KeyReader::skipId,
      KeyReader::valueType,
      KeyReader::atLong,
      KeyReader::readLong,
      KeyReader::readValue,
      KeyReader::skipValue,
      reader -> reader.readRaw(3),
      reader -> reader.readValueBounded(5),
      reader -> reader.skipValueBounded(5));

  private final KeyReader reader = new KeyReader();

  @Test
  void k8_randomBytesGiveAValueOrTheCorruptionError() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] alphabet = frequentBytes();
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = random.nextInt(4) == 0
            ? (byte) random.nextInt()
            : alphabet[random.nextInt(alphabet.length)];
      }
      check(bytes);
    }
  }

  @Test
  void k8_damagedEncodingsGiveAValueOrTheCorruptionError() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] alphabet = frequentBytes();
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new KeyWriter().writeValue(Kind.any(random, 0)).toBytes();
      for (int damages = random.nextInt(3); damages >= 0; damages--) {
        bytes = damage(random, alphabet, bytes);
      }
      check(bytes);
    }
  }

  @Test
  void k8_everyBoundaryValueCutShortIsTheCorruptionError() {
    for (Object value : Boundaries.all()) {
      byte[] bytes = new KeyWriter().writeValue(value).toBytes();
      for (int cut = 1; cut <= Math.min(bytes.length, 40); cut++) {
        int length = bytes.length - cut;
        reader.reset(bytes, 0, length);
        assertThrows(CorruptionException.class, reader::readValue);
        reader.reset(bytes, 0, length);
        assertThrows(CorruptionException.class, reader::skipValue);
      }
    }
  }

  @Test
  void k8_everySingleByteChangedInABoundaryValueGivesAnotherValueOrTheCorruptionError() {
    for (Object value : Boundaries.all()) {
      byte[] bytes = new KeyWriter().writeValue(value).toBytes();
      for (int i = 0; i < Math.min(bytes.length, 40); i++) {
        byte[] changed = bytes.clone();
        for (int flip : new int[] {0x01, 0x80, 0xFF}) {
          changed[i] = (byte) (bytes[i] ^ flip);
          checkValue(changed);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Codes.LIST, Codes.MAP, Codes.SET})
  void k8_nestingWithoutEndIsTheCorruptionErrorAndNoStackOverflow(int code) {
    byte[] bytes = new byte[MEGABYTE];
    Arrays.fill(bytes, (byte) code);
    reader.reset(bytes);
    assertThrows(CorruptionException.class, reader::readValue);
    reader.reset(bytes);
    assertThrows(CorruptionException.class, reader::skipValue);
  }

  @Test
  void k8_nestingUpToTheLimitIsReadAndOneMoreIsTheCorruptionError() {
    byte[] deepest = new byte[2 * Values.MAX_DEPTH];
    Arrays.fill(deepest, 0, Values.MAX_DEPTH, (byte) Codes.LIST);
    reader.reset(deepest).readValue();
    assertTrue(reader.atEnd());
    reader.reset(deepest).skipValue();
    assertTrue(reader.atEnd());

    byte[] deeper = new byte[2 * Values.MAX_DEPTH + 2];
    Arrays.fill(deeper, 0, Values.MAX_DEPTH + 1, (byte) Codes.LIST);
    reader.reset(deeper);
    assertThrows(CorruptionException.class, reader::readValue);
    reader.reset(deeper);
    assertThrows(CorruptionException.class, reader::skipValue);
  }

  /** A few bytes that claim to be a number of a billion digits. */
  @Test
  void k8_aShortNumberThatClaimsABillionDigitsIsRefusedAtOnce() {
    byte[] scale = orderedInt(1_000_000_000);
    byte[] exponent = orderedInt(1_000_000_000);
    byte[] ten = {20};
    List<byte[]> claims = List.of(
        // 1 with a billion zeros after the point
        join(new byte[] {Codes.POSITIVE_INTEGER_1, 1, Codes.TAG_DECIMAL}, scale),
        join(new byte[] {Codes.POSITIVE_INTEGER_1, 1, Codes.TAG_DECIMAL_PADDED}, scale, pads(9)),
        // 10^1000000000 as a big integer, and as a decimal of scale 0
        join(new byte[] {Codes.POSITIVE_HUGE}, exponent, ten, tag(Codes.TAG_BIG_INTEGER)),
        join(
            new byte[] {Codes.POSITIVE_HUGE},
            exponent,
            ten,
            tag(Codes.TAG_BIG_INTEGER_PADDED),
            pads(9)),
        join(
            new byte[] {Codes.POSITIVE_HUGE}, exponent, ten, tag(Codes.TAG_DECIMAL), orderedInt(0)),
        // 1 and a fraction that starts after a billion zeros
        join(
            new byte[] {Codes.POSITIVE_INTEGER_1, 1, Codes.MORE_ABOVE, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {Codes.MORE_ABOVE, 20, Codes.TAG_DECIMAL},
            scale));
    assertTimeout(Duration.ofSeconds(10), () -> {
      for (byte[] claim : claims) {
        assertThrows(
            CorruptionException.class,
            () -> new KeyReader(claim).readValue(),
            () -> HexFormat.of().formatHex(claim));
      }
    });
  }

  @Test
  void k8_manyOfTheLongestNumbersAreReadInSeconds() {
    BigInteger most = BigInteger.ONE.shiftLeft(Values.MAX_NUMBER_BITS).subtract(BigInteger.ONE);
    assertTimeout(Duration.ofSeconds(30), () -> readManyOf(most));
    assertTimeout(Duration.ofSeconds(30), () -> readManyOf(new BigDecimal(most, 40_000)));
    assertTimeout(Duration.ofSeconds(30), () -> readManyOf(BigInteger.TEN.pow(78_000)));
  }

  private static void readManyOf(Object number) {
    byte[] one = new KeyWriter().writeValue(number).toBytes();
    KeyWriter all = new KeyWriter().writeByte(Codes.LIST);
    while (all.length() < MEGABYTE / 8) {
      all.writeRaw(one);
    }
    List<?> read = (List<?>) new KeyReader(all.writeByte(Codes.END).toBytes()).readValue();
    assertTrue(read != null && Exactly.same(number, read.get(read.size() - 1)));
  }

  @Test
  void k8_aMegabyteOfDigitsInOneNumberIsRefusedAtOnce() {
    byte[] digits = new byte[MEGABYTE];
    Arrays.fill(digits, (byte) 199);
    digits[MEGABYTE - 1] = (byte) 198;
    byte[] exponent = orderedInt(2 * MEGABYTE - 1);
    byte[] huge = {Codes.POSITIVE_HUGE};
    byte[] number = join(huge, exponent, digits, tag(Codes.TAG_BIG_INTEGER));
    byte[] padded = join(
        huge,
        orderedInt((long) MEGABYTE * Codes.ZEROS_PER_PAD),
        new byte[] {20},
        tag(Codes.TAG_BIG_INTEGER_PADDED),
        pads(MEGABYTE));
    assertTimeout(Duration.ofSeconds(10), () -> {
      assertThrows(CorruptionException.class, () -> new KeyReader(number).readValue());
      assertThrows(CorruptionException.class, () -> new KeyReader(padded).readValue());
    });
  }

  @Test
  void k8_manyNestedKeysAreReadInSeconds() {
    Object key = Nesting.keys(40);
    byte[] deep = new KeyWriter().writeValue(List.of(key, Nesting.sets(40))).toBytes();
    KeyWriter all = new KeyWriter().writeByte(Codes.LIST);
    while (all.length() < MEGABYTE / 4) {
      all.writeRaw(deep);
    }
    byte[] bytes = all.writeByte(Codes.END).toBytes();
    assertTimeout(Duration.ofSeconds(30), () -> {
      new KeyReader(bytes).readValue();
    });
  }

  /** Two keys at each level that differ at the very end only: whoever sorts them again is lost. */
  @Test
  void k8_mapsAsKeysOfMapsAsKeysAreReadInTimeInProportion() {
    Object left = 1L;
    Object right = 2L;
    for (int depth = 0; depth < 12; depth++) {
      Object lower = Values.canonical(java.util.Map.of(left, 1L, right, 1L));
      Object higher = Values.canonical(java.util.Map.of(left, 1L, right, 2L));
      left = java.util.Objects.requireNonNull(lower);
      right = java.util.Objects.requireNonNull(higher);
    }
    byte[] bytes = new KeyWriter().writeValue(List.of(left, right)).toBytes();
    assertTrue(bytes.length > 25_000);
    assertTimeout(Duration.ofSeconds(30), () -> {
      Object read = new KeyReader(bytes).readValue();
      assertArrayEquals(bytes, new KeyWriter().writeValue(read).toBytes());
    });
  }

  @Test
  void k8_extremeDecimalsAreWrittenReadAndComparedAtOnce() {
    List<BigDecimal> extremes = List.of(
        new BigDecimal("1E+1000000000"),
        new BigDecimal("1E-1000000000"),
        new BigDecimal("-9.99E+2147483647"),
        new BigDecimal("1E-2147483647"),
        new BigDecimal("0E-2147483647"),
        new BigDecimal("1"),
        new BigDecimal("0.1"));
    assertTimeout(Duration.ofSeconds(10), () -> {
      for (BigDecimal left : extremes) {
        byte[] key = new KeyWriter().writeValue(left).toBytes();
        assertTrue(key.length < 20);
        assertTrue(Exactly.same(left, new KeyReader(key).readValue()));
        for (BigDecimal right : extremes) {
          ValueOrder.compare(left, right);
          ValueOrder.compare(left, 1L);
          ValueOrder.compare(0.1, right);
          ValueOrder.compare(BigInteger.TEN.pow(1_000), right);
        }
      }
    });
  }

  private void check(byte[] bytes) {
    for (Consumer<KeyReader> question : QUESTIONS) {
      answers(bytes, question);
    }
    checkValue(bytes);
  }

  /** Whether there is an answer; if not, the error has to be the one for corruption. */
  private boolean answers(byte[] bytes, Consumer<KeyReader> question) {
    try {
      question.accept(reader.reset(bytes));
      return true;
    } catch (CorruptionException expected) {
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(reproduce(bytes), e);
    }
  }

  /** What is accepted must be the one encoding of what comes out. */
  private void checkValue(byte[] bytes) {
    if (!answers(bytes, KeyReader::readValue)) {
      return;
    }
    Object value = reader.reset(bytes).readValue();
    int end = reader.position();
    byte[] again = new KeyWriter().writeValue(value).toBytes();
    if (!Arrays.equals(again, Arrays.copyOf(bytes, end))) {
      fail("a second encoding of " + Show.value(value) + ", " + reproduce(bytes));
    }
    reader.reset(bytes).skipValue();
    if (reader.position() != end) {
      fail("skipping ends elsewhere, " + reproduce(bytes));
    }
  }

  private static String reproduce(byte[] bytes) {
    return HexFormat.of().formatHex(bytes)
        + "\n./mvnw test -pl core -Dtest=HostileBytesTest -Ddfdb.codec.hostile="
        + TRIES
        + " -Ddfdb.codec.seed="
        + SEED;
  }

  private static byte[] damage(SplittableRandom random, byte[] alphabet, byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    byte b =
        random.nextBoolean() ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
    byte[] before = Arrays.copyOf(bytes, at);
    byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> before;
      case 1 -> join(before, new byte[] {b}, after);
      case 2 -> join(before, Arrays.copyOfRange(after, Math.min(1, after.length), after.length));
      default ->
        join(
            before,
            new byte[] {b},
            Arrays.copyOfRange(after, Math.min(1, after.length), after.length));
    };
  }

  /** The bytes that mean something in the format. */
  private static byte[] frequentBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ValueType type : ValueType.values()) {
      for (int code = type.firstCode(); code <= type.lastCode(); code++) {
        bytes.write(code);
      }
    }
    for (int i = 0; i < 6; i++) {
      bytes.write(Codes.END);
      bytes.write(Codes.ESCAPE);
    }
    for (int tag = Codes.MORE_BELOW; tag <= Codes.MORE_ABOVE; tag++) {
      bytes.write(tag);
    }
    bytes.writeBytes(new byte[] {0x7f, (byte) 0x80, (byte) 0xc0, (byte) 0xc5, (byte) 0xff, 20, 41});
    return bytes.toByteArray();
  }

  private static byte[] orderedInt(long number) {
    KeyWriter out = new KeyWriter();
    OrderedInt.write(out, number, 0);
    return out.toBytes();
  }

  private static byte[] tag(int tag) {
    return new byte[] {(byte) tag};
  }

  private static byte[] pads(int count) {
    byte[] pads = new byte[count + 1];
    Arrays.fill(pads, 0, count, (byte) Codes.PAD);
    return pads;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
