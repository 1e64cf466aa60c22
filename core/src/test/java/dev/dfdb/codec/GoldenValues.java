package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values whose encodings are frozen, by the names they have in the golden file. */
final class GoldenValues {

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private GoldenValues() {}

  static Map<String, @Nullable Object> all() {
    GoldenValues golden = new GoldenValues();
    golden.add("nil", null);
    golden.add("false", false);
    golden.add("true", true);
    golden.addWholeNumbers();
    golden.addBinaryNumbers();
    golden.addDecimals();
    golden.addTexts();
    golden.addOthers();
    golden.addDocuments();
    return golden.values;
  }

  private void add(String name, @Nullable Object value) {
    if (values.containsKey(name)) {
      throw new IllegalStateException("a name twice: " + name);
    }
    values.put(name, value);
  }

  private void addWholeNumbers() {
    for (long number :
        new long[] {0, 1, 42, 127, 128, 255, 256, 65535, 65536, 1L << 32, Long.MAX_VALUE}) {
      add("long " + number, number);
      if (number != 0) {
        add("long " + -number, -number);
      }
    }
    add("long " + Long.MIN_VALUE, Long.MIN_VALUE);
    for (String text : List.of(
        "0",
        "1",
        "-1",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "18446744073709551617",
        "-18446744073709551616",
        "-18446744073709551617")) {
      add("bigint " + text, new BigInteger(text));
    }
    for (int power : new int[] {22, 23, 24, 308, 309, 400}) {
      add("bigint 10^" + power, BigInteger.TEN.pow(power));
      add("bigint -10^" + power, BigInteger.TEN.pow(power).negate());
    }
    add("bigint 2^1024", BigInteger.ONE.shiftLeft(1024));
    add("bigint 2^1024 - 1", BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE));
  }

  private void addBinaryNumbers() {
    for (double number : new double[] {
      0.0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      0.1,
      0.5,
      Math.nextDown(1.0),
      1.0,
      Math.nextUp(1.0),
      1.5,
      12.34,
      42.0,
      -12.34,
      0x1p51 + 0.5,
      0x1p53,
      0x1p63,
      0x1p64,
      -0x1p64,
      -0.1,
      1e300,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    }) {
      add("double " + Double.toHexString(number), number);
    }
    for (float number : new float[] {
      0.0f,
      Float.MIN_VALUE,
      0.1f,
      1.0f,
      -12.34f,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    }) {
      add("float " + Float.toHexString(number), number);
    }
  }

  private void addDecimals() {
    for (String text : List.of(
        "0",
        "0.00",
        "0E+5",
        "1",
        "1.0",
        "1.00",
        "-1.00",
        "1E+1",
        "10",
        "0.1",
        "-0.1",
        "0.10",
        "0.5",
        "12.34",
        "-12.34",
        "1.5",
        "9007199254740993.5",
        "18446744073709551615.75",
        "18446744073709551616",
        "18446744073709551616.1",
        "1.00000000000000000000000",
        "1.000000000000000000000000",
        "1.00000000000000000000000000000000000000000000001",
        "0.12345678901234567890123456789",
        "1E-324",
        "-1E-324",
        "1E-1000000000",
        "1E+309",
        "1E+1000000000",
        "-1E+1000000000",
        "1.5E+2147483647",
        "1E-2147483647")) {
      add("decimal " + text, new BigDecimal(text));
    }
    for (int scale : new int[] {63, 64, 65, 319, 320, 65855, 65856, -64, -65, -320, -321}) {
      add("decimal 7 with scale " + scale, new BigDecimal(BigInteger.valueOf(7), scale));
    }
  }

  private void addTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("empty", "");
    texts.put("a", "a");
    texts.put("Hello, world", "Hello, world");
    texts.put("U+0000", "\0");
    texts.put("U+0001", "\1");
    texts.put("a U+0000 b", "a\0b");
    texts.put("U+007F U+0080", "\u007f\u0080");
    texts.put("U+07FF U+0800", "\u07ff\u0800");
    texts.put("U+D7FF U+E000 U+FFFF", "\ud7ff\ue000\uffff");
    texts.put("U+10000", "\ud800\udc00");
    texts.put("U+10FFFF", "\udbff\udfff");
    texts.forEach((name, text) -> add("string " + name, text));
    add("keyword :name", Keyword.of("name"));
    add("keyword :person/name", Keyword.of("person/name"));
    add("keyword :/", Keyword.of("/"));
    add("keyword U+0000/U+10000", new Keyword("\0", "\ud800\udc00"));
    add("symbol ?e", Symbol.of("?e"));
    add("symbol my.app/f", Symbol.of("my.app/f"));
  }

  private void addOthers() {
    add("instant epoch", Instant.EPOCH);
    add("instant one nanosecond before the epoch", Instant.ofEpochSecond(-1, 999_999_999));
    add("instant 2026-01-01T00:00:00.123456789Z", Instant.parse("2026-01-01T00:00:00.123456789Z"));
    add("instant least", Instant.MIN);
    add("instant greatest", Instant.MAX);
    for (String text : List.of(
        "00000000-0000-0000-0000-000000000000",
        "01234567-89ab-cdef-0123-456789abcdef",
        "ffffffff-ffff-ffff-ffff-ffffffffffff")) {
      add("uuid " + text, UUID.fromString(text));
    }
    add("uri https://example.org/a?b#c", URI.create("https://example.org/a?b#c"));
    add("uri empty", URI.create(""));
    add("bytes empty", new byte[0]);
    add("bytes 00 01 02 ff", new byte[] {0, 1, 2, -1});
  }

  private void addDocuments() {
    add("list empty", List.of());
    add("list nil", Collections.singletonList(null));
    add("list 1 \"a\" :b", List.of(1L, "a", Keyword.of("b")));
    add("list of lists", List.of(List.of(), List.of(List.of(1L)), 2L));
    add("map empty", Map.of());
    add("map :a 1 :b nil", mapOf(Keyword.of("b"), null, Keyword.of("a"), 1L));
    add("map 1 1.0 1M", mapOf(new BigDecimal("1"), "c", 1.0, "b", 1L, "a"));
    add("set empty", Set.of());
    add("set nil 3 \"x\"", new java.util.HashSet<>(Arrays.asList("x", 3L, null)));
    add("map of list, set and map", mapOf(List.of(1L), Set.of(2L), Map.of(), Map.of()));
  }

  private static Map<@Nullable Object, @Nullable Object> mapOf(@Nullable Object... entries) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }
}
