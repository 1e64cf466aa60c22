package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A few values of every type, so few that they meet again; among them some that are too long for a
 * key, and differ only at their ends.
 */
final class RandomValues {

  /** The types that attributes are declared with, but for references. */
  static final List<String> TYPES = List.of(
      "string", "boolean", "long", "bigint", "float", "double", "bigdec", "instant", "uuid", "uri",
      "keyword", "symbol", "bytes");

  /** The type of tuples. */
  static final String TUPLE = "tuple";

  private static final String LONG_TEXT = "x".repeat(430);

  private RandomValues() {}

  /** A value for an attribute of a type; of any type where it is null. */
  static Object of(@Nullable String type, SplittableRandom random) {
    int n = random.nextInt(4);
    if (type == null) {
      return random.nextInt(6) == 0
          ? List.of(List.of((long) n, "x"), Map.of("k", (long) n), Set.of((long) n), "")
              .get(n)
          : of(TYPES.get(random.nextInt(TYPES.size())), random);
    }
    return switch (type) {
      case "string" -> List.of("", "a", LONG_TEXT, LONG_TEXT + n).get(n);
      case "boolean" -> n < 2;
      case "long" ->
        random.nextInt(8) == 0 ? (Object) n : List.of(-1L, 0L, 7L, 1L << 50).get(n);
      case "bigint" -> random.nextInt(8) == 0 ? (Object) (long) n : big(n);
      case "float" -> List.of(0f, 0.1f, Float.NaN, -1e9f).get(n);
      case "double" ->
        random.nextInt(8) == 0 ? (Object) 0.5f : List.of(0d, .1, 0.5, -1e99).get(n);
      case "bigdec" ->
        random.nextInt(8) == 0
            ? big(n)
            : List.of("1", "1.00", "-7e99", "0").stream()
                .map(BigDecimal::new)
                .toList()
                .get(n);
      case "instant" -> Instant.EPOCH.plusNanos(n);
      case "uuid" -> new UUID(-n, n);
      case "uri" -> URI.create("https://example.org/" + n);
      case "keyword" ->
        Keyword.of(List.of(":a", ":a/b", ":b/a", ":long/" + LONG_TEXT).get(n));
      case "symbol" -> Symbol.of(List.of("a", "a/b", "b/a", "+").get(n));
      case "bytes" ->
        List.of("", "\0", LONG_TEXT, LONG_TEXT + "\0").get(n).getBytes(StandardCharsets.UTF_8);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static Object big(int n) {
    return BigInteger.ONE.shiftLeft(40 * n);
  }
}
