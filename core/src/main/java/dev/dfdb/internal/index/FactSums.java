package dev.dfdb.internal.index;

import java.util.BitSet;

/**
 * Sums of the hashes of many datoms, by groups of entities: two sets of datoms have the same sums
 * if they are the same, and, but for a chance of one in 2^64, only then. Takes the same little
 * memory for any number of datoms. Used by one thread.
 */
final class FactSums {

  private static final int GROUPS = 1 << 12;

  private final long[] live = new long[GROUPS];
  private final long[] moments = new long[GROUPS];

  /** The group of an entity. */
  static int group(long e) {
    return (int) FactHash.mix(e) & (GROUPS - 1);
  }

  /** A fact was asserted, or is live. */
  void asserted(long e, long fact, long t) {
    live[group(e)] += fact;
    moments[group(e)] += FactHash.at(fact, t, true);
  }

  /** A fact was retracted. */
  void retracted(long e, long fact, long t) {
    live[group(e)] -= fact;
    moments[group(e)] += FactHash.at(fact, t, false);
  }

  /** The groups in which two sets differ. */
  BitSet differences(FactSums other) {
    BitSet differ = new BitSet(GROUPS);
    for (int i = 0; i < GROUPS; i++) {
      differ.set(i, live[i] != other.live[i] || moments[i] != other.moments[i]);
    }
    return differ;
  }
}
