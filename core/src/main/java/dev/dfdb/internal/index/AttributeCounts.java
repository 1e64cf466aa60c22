package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many datoms of each attribute transactions have added, less those that they have retracted.
 * Not safe for several threads.
 */
final class AttributeCounts {

  /** Of those with small ids, which nearly all have, by their ids. */
  private long[] named = new long[2 * (int) EntityIds.FIRST_NAMED];

  private final Map<Long, Long> others = new HashMap<>();

  /** Counts the datoms of a transaction. */
  void add(List<Datom> datoms) {
    for (Datom datom : datoms) {
      add(datom.a(), datom.added() ? 1 : -1);
    }
  }

  /** Counts datoms of one attribute. */
  void add(long attribute, long more) {
    if (attribute >= EntityIds.FIRST_ENTITY) {
      others.merge(attribute, more, Long::sum);
      return;
    }
    int index = (int) attribute;
    if (index >= named.length) {
      named = Arrays.copyOf(named, Math.max(index + 1, 2 * named.length));
    }
    named[index] += more;
  }

  /** The sums of these and others, without those that are 0. */
  Map<Long, Long> plus(Map<Long, Long> counts) {
    Map<Long, Long> sums = new TreeMap<>(counts);
    for (int attribute = 0; attribute < named.length; attribute++) {
      if (named[attribute] != 0) {
        sums.merge((long) attribute, named[attribute], Long::sum);
      }
    }
    others.forEach((attribute, count) -> sums.merge(attribute, count, Long::sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }
}
