package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random pairs for each pair of Java types: order, round trip, and that neither begins the other.
 * {@code -Ddfdb.codec.pairs=1000000} runs a million for each.
 */
class RandomPairsTest {

  private static final int PAIRS = Integer.getInteger("dfdb.codec.pairs", 2_000);
  private static final long SEED = Long.getLong("dfdb.codec.seed", System.nanoTime());

  private final KeyWriter left = new KeyWriter();
  private final KeyWriter right = new KeyWriter();
  private final KeyReader reader = new KeyReader();

  @TestFactory
  List<DynamicTest> everyPairOfTypesSortsAndComesBack() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Kind first : Kind.values()) {
      for (Kind second : Kind.values()) {
        if (first.compareTo(second) <= 0) {
          tests.add(
              DynamicTest.dynamicTest(first + " and " + second, () -> checkPairs(first, second)));
        }
      }
    }
    return tests;
  }

  private void checkPairs(Kind first, Kind second) {
    SplittableRandom random = new SplittableRandom(SEED + (first + " and " + second).hashCode());
    for (int i = 0; i < PAIRS; i++) {
      Object one = first.next(random, 0);
      Object other = one != null && first.isNumber() && second.isNumber() && random.nextBoolean()
          ? RandomNumbers.near(random, second, one)
          : second.next(random, 0);
      String wrong = check(one, other);
      if (wrong != null) {
        fail(wrong
            + ": "
            + Show.pair(one, other)
            + "\n./mvnw test -pl core -Dtest=RandomPairsTest -Ddfdb.codec.pairs="
            + PAIRS
            + " -Ddfdb.codec.seed="
            + SEED);
      }
    }
  }

  private @Nullable String check(@Nullable Object one, @Nullable Object other) {
    left.reset().writeValue(one);
    right.reset().writeValue(other);
    int byBytes =
        Arrays.compareUnsigned(left.buffer(), 0, left.length(), right.buffer(), 0, right.length());
    int byValue = ValueOrder.compare(one, other);
    if (Integer.signum(byBytes) != Integer.signum(byValue)) {
      return "bytes compare as " + byBytes + " and values as " + byValue;
    }
    if (Integer.signum(byValue) != -Integer.signum(ValueOrder.compare(other, one))) {
      return "the order depends on the side";
    }
    int mismatch =
        Arrays.mismatch(left.buffer(), 0, left.length(), right.buffer(), 0, right.length());
    if (mismatch >= Math.min(left.length(), right.length())) {
      return "one encoding begins the other";
    }
    if (!comesBack(left, one) || !comesBack(right, other)) {
      return "a value does not come back";
    }
    return null;
  }

  private boolean comesBack(KeyWriter key, @Nullable Object value) {
    Object back = reader.reset(key.buffer(), 0, key.length()).readValue();
    return reader.atEnd() && Exactly.same(value, back);
  }
}
