package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values at and beside the edges of every type and of every form of the encoding. */
final class Boundaries {

  private static final double[] DOUBLES = {
    0.0,
    Double.MIN_VALUE,
    Math.nextUp(Double.MIN_VALUE),
    Math.nextDown(Double.MIN_NORMAL),
    Double.MIN_NORMAL,
    1e-300,
    0.1,
    0.2,
    0.3,
    1.0 / 3,
    0.5,
    Math.nextDown(0.5),
    Math.nextUp(0.5),
    Math.nextDown(1.0),
    1.0,
    Math.nextUp(1.0),
    1.5,
    2.0,
    Math.PI,
    10.0,
    99.99,
    100.0,
    255.0,
    255.5,
    256.0,
    65535.5,
    16777216.0,
    16777217.0,
    4503599627370495.5,
    4503599627370496.0,
    9007199254740991.0,
    9007199254740992.0,
    9007199254740994.0,
    1e17,
    1e18,
    Math.nextDown(0x1p63),
    0x1p63,
    Math.nextUp(0x1p63),
    Math.nextDown(0x1p64),
    0x1p64,
    Math.nextUp(0x1p64),
    1e22,
    0x1.52d02c7e14af6p76, // below 1e23
    0x1.52d02c7e14af6p77, // below 2e23
    1e100,
    1e300,
    Math.nextDown(Double.MAX_VALUE),
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  private static final long[] LONGS = {
    0,
    1,
    2,
    9,
    10,
    42,
    99,
    100,
    127,
    128,
    255,
    256,
    257,
    65535,
    65536,
    (1 << 24) - 1,
    1 << 24,
    Integer.MAX_VALUE,
    1L << 31,
    (1L << 32) - 1,
    1L << 32,
    (1L << 40) - 1,
    1L << 40,
    (1L << 48) - 1,
    1L << 48,
    9007199254740991L,
    9007199254740992L,
    9007199254740993L,
    (1L << 56) - 1,
    1L << 56,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE
  };

  private static final String[] DECIMALS = {
    "0",
    "0.0",
    "0.00",
    "0E+5",
    "0E-2147483647",
    "0E+2147483647",
    "1",
    "1.0",
    "1.00",
    "1E+0",
    "10",
    "1E+1",
    "10.0",
    "100",
    "1E+2",
    "0.1",
    "0.10",
    "0.5",
    "0.50",
    "0.25",
    "1.5",
    "1.50",
    "12.34",
    "99.99",
    "99.990",
    "255.5",
    "9007199254740992.5",
    "9007199254740993",
    "9007199254740993.0",
    "9223372036854775807.5",
    "18446744073709551615",
    "18446744073709551615.99999999999999999999999999",
    "18446744073709551616",
    "18446744073709551616.000000000000000000000000000001",
    "18446744073709551617",
    "1.0000000000000000000000000000000000000000000000000000000000000001",
    "1.00000000000000000000000000000000000000000000000000000000000000010",
    "1.0000000000000000000000000000000000000000000000000000000000000002",
    "0.3333333333333333",
    "0.33333333333333333333333333333333333333333",
    "0.333333333333333333333333333333333333333334",
    "0.12345678901234567890123456789",
    "0.12345678901234567890123456788",
    "123456789012345678901234567890",
    "123456789012345678901234567891",
    "123456789012345678901234567890.1",
    "1E-17",
    "1E-64",
    "1E-65",
    "1E-300",
    "1E-323",
    "1E-324",
    "1E-325",
    "4.9E-324",
    "4.95E-324",
    "1E-400",
    "1E-1000000000",
    "1.1E-1000000000",
    "1E-2147483647",
    "1E+22",
    "1E+23",
    "2E+23",
    "1E+300",
    "1E+308",
    "1E+309",
    "1E+400",
    "1.0E+400",
    "1E+1000",
    "1E+1000000000",
    "1.1E+1000000000",
    "1.10E+1000000000",
    "1E+2147483647",
    "9.99E+2147483647"
  };

  private Boundaries() {}

  /** Values of all types, each one once; some are neighbours that differ in type or scale only. */
  static List<@Nullable Object> all() {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.add(false);
    values.add(true);
    values.addAll(numbers());
    List<String> texts = texts();
    values.addAll(texts);
    for (String text : texts) {
      if (!text.isEmpty()) {
        values.add(new Keyword(null, text));
        values.add(new Symbol(null, text));
        values.add(new Keyword("a", text));
        values.add(new Keyword(text, "a"));
        values.add(new Symbol(text, "b"));
      }
    }
    values.addAll(instants());
    values.addAll(uuids());
    for (String text : List.of("", "a", "a/b", "http://a", "HTTP://a", "urn:x", "/%00", "\u00e9")) {
      values.add(URI.create(text));
    }
    values.addAll(byteArrays());
    values.addAll(documents());
    return distinct(values);
  }

  static List<Object> numbers() {
    List<Object> values = new ArrayList<>();
    for (double number : DOUBLES) {
      Collections.addAll(values, number, -number, (float) number, (float) -number);
      if (!Double.isInfinite(number)) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal ulp = new BigDecimal(Math.ulp(number)).movePointLeft(3);
        for (BigDecimal decimal : List.of(exact, exact.add(ulp), exact.subtract(ulp))) {
          values.add(decimal);
          values.add(decimal.negate());
        }
        addAround(values, exact.toBigInteger());
      }
    }
    values.add(Double.NaN);
    values.add(Float.NaN);
    values.add(Float.MIN_VALUE);
    values.add(Float.MIN_NORMAL);
    values.add(Float.MAX_VALUE);
    values.add(-Float.MAX_VALUE);
    for (long number : LONGS) {
      values.add(number);
      values.add(-number);
      values.add(BigDecimal.valueOf(number));
      values.add(BigDecimal.valueOf(number).add(new BigDecimal("1E-30")));
      addAround(values, BigInteger.valueOf(number));
    }
    values.add(Long.MIN_VALUE);
    values.add(Long.MIN_VALUE + 1);
    for (String text : DECIMALS) {
      values.add(new BigDecimal(text));
      values.add(new BigDecimal(text).negate());
    }
    for (int power : new int[] {19, 20, 21, 22, 23, 24, 25, 47, 48, 49, 308, 309, 310, 1000}) {
      addAround(values, BigInteger.TEN.pow(power));
      for (int scale : new int[] {0, 1, 23, 24, 25, 48}) {
        values.add(new BigDecimal(BigInteger.TEN.pow(power), scale));
      }
    }
    for (int bits : new int[] {63, 64, 65, 117, 118, 1023, 1024, 1025, 5000}) {
      addAround(values, BigInteger.ONE.shiftLeft(bits));
    }
    return values;
  }

  private static void addAround(List<Object> values, BigInteger number) {
    for (BigInteger beside :
        List.of(number.subtract(BigInteger.ONE), number, number.add(BigInteger.ONE))) {
      values.add(beside);
      values.add(beside.negate());
    }
  }

  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    List<String> pieces = List.of(
        "",
        "\0",
        "\1",
        "\2",
        " ",
        "a",
        "b",
        "\u007f",
        "\u0080",
        "\u00e9",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\ufffd",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff");
    for (String first : pieces) {
      for (String second : pieces) {
        texts.add(first + second);
      }
      texts.add("a" + first + "\0\0");
      texts.add("a" + first + "a/b");
    }
    texts.add("a".repeat(300));
    texts.add("a".repeat(300) + "\0");
    return texts.stream().distinct().toList();
  }

  private static List<Object> instants() {
    List<Object> values = new ArrayList<>();
    for (long second :
        new long[] {-62135596800L, -256, -2, -1, 0, 1, 255, 256, 1767225600L, 253402300799L}) {
      values.add(Instant.ofEpochSecond(second));
      values.add(Instant.ofEpochSecond(second, 1));
      values.add(Instant.ofEpochSecond(second, 999_999_999));
    }
    values.add(Instant.MIN);
    values.add(Instant.MIN.plusNanos(1));
    values.add(Instant.MAX);
    values.add(Instant.MAX.minusNanos(1));
    return values;
  }

  private static List<Object> uuids() {
    List<Object> values = new ArrayList<>();
    long[] halves = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1};
    for (long high : halves) {
      for (long low : halves) {
        values.add(new UUID(high, low));
      }
    }
    return values;
  }

  private static List<Object> byteArrays() {
    List<Object> values = new ArrayList<>();
    values.add(new byte[0]);
    int[] bytes = {0, 1, 2, 0x7f, 0x80, 0xfe, 0xff};
    for (int first : bytes) {
      values.add(new byte[] {(byte) first});
      for (int second : bytes) {
        values.add(new byte[] {(byte) first, (byte) second});
        values.add(new byte[] {(byte) first, (byte) second, 0});
      }
    }
    return values;
  }

  private static List<Object> documents() {
    List<Object> inner = new ArrayList<>();
    inner.add(List.of());
    inner.add(Collections.singletonList(null));
    inner.add(Arrays.asList(null, null));
    inner.add(List.of(1L));
    inner.add(List.of(1.0));
    inner.add(List.of(1L, 2L));
    inner.add(List.of(-1L, "a\0"));
    inner.add(List.of("a"));
    inner.add(List.of("a", "b"));
    inner.add(List.of("a\0b"));
    inner.add(List.of(new byte[] {0}));
    inner.add(Map.of());
    inner.add(Map.of(Keyword.of("a"), 1L));
    inner.add(Map.of(Keyword.of("a"), 1.0));
    inner.add(Map.of(Keyword.of("a"), 1L, Keyword.of("b"), 2L));
    inner.add(Map.of(1L, "x", 1.0, "y", new BigDecimal("1.0"), "z"));
    inner.add(Collections.singletonMap(null, null));
    inner.add(Map.of(List.of(1L), Set.of(2L)));
    inner.add(Set.of());
    inner.add(Collections.singleton(null));
    inner.add(Set.of(1L, 2L, 3L));
    inner.add(Set.of("b", "a", 3L));
    inner.add(Set.of(URI.create("http://a"), URI.create("x")));
    List<Object> values = new ArrayList<>(inner);
    for (Object value : inner) {
      values.add(List.of(value));
      values.add(List.of(value, value));
      values.add(Map.of(value, 1L));
      values.add(Map.of("k", value));
      values.add(Set.of(value));
    }
    return values;
  }

  private static List<@Nullable Object> distinct(List<@Nullable Object> values) {
    List<@Nullable Object> sorted = new ArrayList<>(values);
    sorted.sort(ValueOrder.COMPARATOR);
    List<@Nullable Object> distinct = new ArrayList<>();
    for (Object value : sorted) {
      if (distinct.isEmpty() || ValueOrder.compare(distinct.get(distinct.size() - 1), value) != 0) {
        distinct.add(value);
      }
    }
    return distinct;
  }
}
