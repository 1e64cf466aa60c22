package dev.dfdb.internal.query.solve;

import static dev.dfdb.internal.query.solve.DatomPattern.A;
import static dev.dfdb.internal.query.solve.DatomPattern.E;
import static dev.dfdb.internal.query.solve.DatomPattern.V;

import dev.dfdb.internal.index.Postings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many datoms a pattern has, as far as postings at hand say. */
final class PatternSize {

  private static final double UNKNOWN = -1;
  private static final int SAMPLES = 16;

  /** What knowing the size of a range is worth, in datoms of a walk. */
  private static final double RANGE = 256;

  /** The part of all values that a range is taken to have. */
  private static final double SELECTIVITY = 4;

  private PatternSize() {}

  /** How many datoms have the constants, and values in a range; negative if it isn't known. */
  static double known(DatomPattern pattern, LongRange range) {
    if (!pattern.isConstant(A)) {
      return UNKNOWN;
    }
    if (pattern.isConstant(E)) {
      return ofKey(pattern, false, pattern.constant(E));
    }
    if (pattern.isConstant(V)) {
      return ofKey(pattern, true, pattern.constant(V));
    }
    Postings byValue = range.isAll()
        ? postings(pattern, true)
        : pattern.source().postings(pattern.id(A), true, RANGE);
    if (!range.isAll() && byValue != null && byValue.keys().areLongs()) {
      int first = byValue.lowerBound(range.from());
      int behind = range.to() == Long.MAX_VALUE
          ? byValue.keys().size()
          : Math.max(first, byValue.lowerBound(range.to() + 1));
      return byValue.start(behind) - (double) byValue.start(first);
    }
    if (range.isNone()) {
      return 0;
    }
    double exactly = range.isAll() || byValue != null
        ? UNKNOWN
        : pattern.source().estimateValues(pattern.id(A), range.from(), range.to());
    if (exactly >= 0) {
      return exactly;
    }
    Postings either = byValue != null ? byValue : postings(pattern, false);
    double count = either != null ? either.size() : pattern.source().count(pattern.id(A));
    return count < 0 || range.isAll() ? count : count / SELECTIVITY;
  }

  private static @Nullable Postings postings(DatomPattern pattern, boolean byValue) {
    return pattern.source().postings(pattern.id(A), byValue, 0);
  }

  private static double ofKey(DatomPattern pattern, boolean byValue, @Nullable Object key) {
    return key == null
        ? UNKNOWN
        : members(pattern.source().postingsOf(pattern.id(A), byValue, key, false), key);
  }

  private static double members(@Nullable Postings postings, @Nullable Object key) {
    if (postings == null || key == null || !Postings.isSimple(key)) {
      return UNKNOWN;
    }
    int found = postings.find(key);
    return found < 0 ? 0 : postings.start(found + 1) - (double) postings.start(found);
  }

  /** How many datoms there are on average for one of some rows; negative if it isn't known. */
  static double knownPerRow(DatomPattern pattern, PatternRows rows) {
    if (!pattern.isConstant(A)) {
      return UNKNOWN;
    }
    boolean knowsE = pattern.isConstant(E) || rows.isBound(E);
    boolean knowsV = pattern.isConstant(V) || rows.isBound(V);
    if (knowsE && knowsV) {
      return UNKNOWN;
    }
    int near = knowsE ? E : V;
    Postings postings = postings(pattern, !knowsE);
    if (postings == null || rows.column(near) == null) {
      return UNKNOWN;
    }
    int size = Objects.requireNonNull(rows.column(near)).size();
    int samples = Math.min(SAMPLES, size);
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      Object key = Objects.requireNonNull(rows.column(near)).get((int) ((long) i * size / samples));
      double count = members(postings, key);
      if (count < 0) {
        return UNKNOWN;
      }
      sum += count;
    }
    return samples == 0 ? 0 : sum / samples;
  }
}
