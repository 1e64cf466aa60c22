package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
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
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

  @Test
  void k1_typesSortInTheOrderOfTheDesign() {
    List<@Nullable Object> ascending = Arrays.asList(
        null,
        false,
        true,
        Float.NEGATIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        new BigDecimal("-1E+1000000000"),
        -1L,
        0L,
        new BigDecimal("1E-1000000000"),
        1L,
        new BigDecimal("1E+1000000000"),
        Float.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Float.NaN,
        Double.NaN,
        "",
        "z",
        Keyword.of("z"),
        Keyword.of("a/a"),
        Symbol.of("z"),
        Symbol.of("a/a"),
        Instant.MIN,
        Instant.MAX,
        new UUID(0, 0),
        new UUID(-1, -1),
        URI.create(""),
        URI.create("z"),
        new byte[0],
        new byte[] {-1},
        List.of(),
        List.of("z"),
        Map.of(),
        Map.of("z", 1L),
        Set.of(),
        Set.of("z"));
    assertAscending(ascending);
  }

  @Test
  void k2_equalAmountsOfDifferentTypesAreNeighboursInAFixedOrder() {
    assertAscending(Arrays.asList(
        Math.nextDown(1.0),
        1L,
        BigInteger.ONE,
        1.0f,
        1.0d,
        new BigDecimal("1"),
        new BigDecimal("1.0"),
        new BigDecimal("1.00"),
        Math.nextUp(1.0)));
    assertAscending(Arrays.asList(new BigDecimal("1E+1"), new BigDecimal("10")));
    assertAscending(Arrays.asList(-1L, -1.0, new BigDecimal("-1"), new BigDecimal("-1.00")));
  }

  @Test
  void amountsCompareWhateverTheTypeAndExactly() {
    List<Number> ones = List.of(1L, BigInteger.ONE, 1.0f, 1.0d, new BigDecimal("1.00"));
    for (Number left : ones) {
      for (Number right : ones) {
        assertEquals(0, ValueOrder.compareAmounts(left, right));
      }
    }
    assertEquals(0, ValueOrder.compareAmounts(Float.NaN, Double.NaN));
    assertTrue(ValueOrder.compareAmounts(9007199254740993L, 9007199254740992.0) > 0);
    assertTrue(ValueOrder.compareAmounts(1L, new BigDecimal("1E+1000000000")) < 0);
    assertThrows(InvalidValueException.class, () -> ValueOrder.compareAmounts(1L, 1));
  }

  @Test
  void documentsCompareByTheirSortedMembers() {
    assertAscending(Arrays.asList(
        Map.of(), Map.of("a", 1L), Map.of("a", 1L, "b", 0L), Map.of("a", 2L), Map.of("b", 0L)));
    assertAscending(Arrays.asList(Set.of(), Set.of(1L, 2L), Set.of(1L, 3L), Set.of(2L)));
  }

  /** All pairs of a sorted list compare by place: no cycle, no asymmetry, nothing intransitive. */
  @Test
  void theOrderOfBoundaryValuesIsTotal() {
    List<@Nullable Object> values = Boundaries.all();
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.size(); j++) {
        int expected = Integer.compare(i, j);
        if (expected != Integer.signum(ValueOrder.compare(values.get(i), values.get(j)))) {
          assertEquals(expected, 0, Show.pair(values.get(i), values.get(j)));
        }
      }
    }
  }

  @Test
  void theOrderOfRandomTriplesIsTransitive() {
    SplittableRandom random = new SplittableRandom(20_260_101);
    for (int i = 0; i < 100_000; i++) {
      List<@Nullable Object> triple = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        Object value = Kind.any(random, 2);
        triple.add(value);
      }
      triple.sort(ValueOrder.COMPARATOR);
      assertTrue(ValueOrder.compare(triple.get(0), triple.get(2)) <= 0);
      assertTrue(ValueOrder.compare(triple.get(2), triple.get(0)) >= 0);
    }
  }

  /** A second opinion on numbers: as fractions of whole numbers, multiplied crosswise. */
  @Test
  void k2_numbersCompareAsFractionsOfWholeNumbersDo() {
    List<Object> numbers = new ArrayList<>();
    for (Object number : Boundaries.numbers()) {
      if (Fraction.isModerate(number)) {
        numbers.add(number);
      }
    }
    Collections.shuffle(numbers, new java.util.Random(1));
    List<Object> some = numbers.subList(0, 500);
    for (Object left : some) {
      for (Object right : some) {
        int expected = Fraction.of(left).compareTo(Fraction.of(right));
        if (expected != 0) {
          assertEquals(
              expected,
              Integer.signum(ValueOrder.compare(left, right)),
              () -> Show.pair(left, right));
        }
      }
    }
  }

  @Test
  void valuesOfOtherClassesAreRefused() {
    for (Object value : List.of(1, (short) 1, (byte) 1, 'c', new Object(), new int[0])) {
      assertThrows(InvalidValueException.class, () -> ValueOrder.compare(value, 1L));
      assertThrows(InvalidValueException.class, () -> ValueOrder.compare(1L, value));
    }
  }

  @Test
  void valuesNestedTooDeepAreRefused() {
    Object deep = Nesting.lists(Values.MAX_DEPTH + 1);
    assertThrows(InvalidValueException.class, () -> ValueOrder.compare(deep, deep));
    Object deepest = Nesting.lists(Values.MAX_DEPTH);
    assertEquals(0, ValueOrder.compare(deepest, deepest));
  }

  private static void assertAscending(List<@Nullable Object> values) {
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.size(); j++) {
        Object left = values.get(i);
        Object right = values.get(j);
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(ValueOrder.compare(left, right)),
            () -> Show.pair(left, right));
      }
    }
  }

  /** A number as numerator / denominator, the denominator positive. */
  private record Fraction(BigInteger numerator, BigInteger denominator)
      implements Comparable<Fraction> {

    static boolean isModerate(Object number) {
      return number instanceof BigDecimal decimal
          ? Math.abs((long) decimal.scale()) < 2_000
          : Double.isFinite(((Number) number).doubleValue()) || number instanceof BigInteger;
    }

    static Fraction of(Object number) {
      if (number instanceof BigDecimal decimal) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(decimal.scale()));
        return decimal.scale() < 0
            ? new Fraction(decimal.unscaledValue().multiply(power), BigInteger.ONE)
            : new Fraction(decimal.unscaledValue(), power);
      }
      if (number instanceof BigInteger integer) {
        return new Fraction(integer, BigInteger.ONE);
      }
      if (number instanceof Long integer) {
        return new Fraction(BigInteger.valueOf(integer), BigInteger.ONE);
      }
      double binary = ((Number) number).doubleValue();
      int exponent = Math.max(Double.MIN_EXPONENT, Math.getExponent(binary)) - 52;
      long bits = Double.doubleToLongBits(binary) & ((1L << 52) - 1);
      long magnitude = Math.abs(binary) < Double.MIN_NORMAL ? bits : bits | (1L << 52);
      BigInteger mantissa = BigInteger.valueOf(binary < 0 ? -magnitude : magnitude);
      return exponent < 0
          ? new Fraction(mantissa, BigInteger.ONE.shiftLeft(-exponent))
          : new Fraction(mantissa.shiftLeft(exponent), BigInteger.ONE);
    }

    @Override
    public int compareTo(Fraction other) {
      return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
  }
}
