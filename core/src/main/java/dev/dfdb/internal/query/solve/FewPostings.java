package dev.dfdb.internal.query.solve;

import static dev.dfdb.internal.query.solve.DatomPattern.A;
import static dev.dfdb.internal.query.solve.DatomPattern.E;
import static dev.dfdb.internal.query.solve.DatomPattern.V;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.Postings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The postings of the few keys that a selective pattern asks for: those of the whole attribute if
 * they are at hand, else each key is one read of the index, or none if it was asked for lately.
 */
final class FewPostings {

  /** How many keys are few. */
  private static final int MOST = 32;

  private FewPostings() {}

  /**
   * The postings of the keys that a pattern and some rows have at its near end.
   *
   * @return null if there are too many, or one can't be had so
   */
  static @Nullable Postings of(DatomPattern pattern, PatternRows bound, boolean byValue, int rows) {
    int near = byValue ? V : E;
    if (pattern.isConstant(near) || rows == 1) {
      Object key = byValue ? bound.value(0) : (Object) bound.id(E, 0);
      return key == null ? null : of(pattern, byValue, key);
    }
    Postings whole = pattern.source().postings(pattern.id(A), byValue, 0);
    if (whole != null || rows > MOST || rows == 0) {
      return whole;
    }
    List<Postings> parts = new ArrayList<>();
    Collection<Object> keys = keys(bound, byValue, rows);
    for (Object key : keys) {
      Postings part = of(pattern, byValue, key);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return Postings.ofKeys(keys, parts);
  }

  /** The different keys; longs in ascending order. */
  private static Collection<Object> keys(PatternRows bound, boolean byValue, int rows) {
    Set<Object> keys = new LinkedHashSet<>();
    boolean areLongs = true;
    for (int row = 0; row < rows; row++) {
      Object key = byValue ? bound.value(row) : (Object) bound.id(E, row);
      if (key != null) {
        areLongs &= key instanceof Long;
        keys.add(key);
      }
    }
    if (!areLongs) {
      return keys;
    }
    Object[] sorted = keys.toArray();
    Arrays.sort(sorted);
    return Arrays.asList(sorted);
  }

  private static @Nullable Postings of(DatomPattern pattern, boolean byValue, Object key) {
    if (!byValue && !(key instanceof Long id && id >= 0 && id <= KeyWriter.MAX_ID)) {
      return null;
    }
    try {
      return pattern.source().postingsOf(pattern.id(A), byValue, key, true);
    } catch (InvalidValueException unstorable) {
      return null;
    }
  }
}
