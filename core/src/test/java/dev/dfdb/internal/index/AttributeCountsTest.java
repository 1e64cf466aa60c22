package dev.dfdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.datom.Datom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What transactions count by attribute. */
class AttributeCountsTest {

  @Test
  void attributesOfAnyIdAreCounted() {
    AttributeCounts counts = new AttributeCounts();
    long last = EntityIds.FIRST_ENTITY - 1;
    long first = EntityIds.FIRST_ENTITY;
    counts.add(List.of(
        datom(64, true), datom(64, true), datom(last, true), datom(first, true), datom(5, true)));
    counts.add(List.of(datom(64, false), datom(first, false), datom(first, false)));
    assertEquals(
        Map.of(5L, 1L, 64L, 4L, last, 1L, 1L << 40, 7L, first, 2L),
        counts.plus(Map.of(64L, 3L, first, 3L, 1L << 40, 7L)));
  }

  @Test
  void whatIsGoneIsNotThere() {
    AttributeCounts counts = new AttributeCounts();
    counts.add(List.of(datom(64, false), datom(1 << 20, false), datom(65, true), datom(65, false)));
    assertEquals(Map.of(), counts.plus(Map.of(64L, 1L, 1L << 20, 1L)));
  }

  private static Datom datom(long attribute, boolean added) {
    return new Datom(1 << 14, attribute, "v", EntityIds.ofTransaction(1), added);
  }
}
