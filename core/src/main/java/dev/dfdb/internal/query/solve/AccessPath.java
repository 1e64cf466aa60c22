package dev.dfdb.internal.query.solve;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Index;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import org.jspecify.annotations.Nullable;

/**
 * An index and which components of a pattern lead into it; the pattern's other components have to
 * be compared datom by datom.
 *
 * @param index the index
 * @param byE whether the entity is given
 * @param byA whether the attribute is given
 * @param byV whether the value is given
 */
record AccessPath(Index index, boolean byE, boolean byA, boolean byV) {

  /** The path that reads the fewest datoms when these components are known. */
  static AccessPath of(boolean e, boolean a, boolean v) {
    if (e) {
      return new AccessPath(Index.EAVT, true, a, a && v);
    }
    if (a) {
      return v
          ? new AccessPath(Index.AVET, false, true, true)
          : new AccessPath(Index.AEVT, false, true, false);
    }
    return new AccessPath(Index.EAVT, false, false, false);
  }

  /**
   * Opens a cursor; components that aren't part of the path are ignored.
   *
   * @return null if no datom can have these components
   */
  @Nullable
  DatomCursor open(DatomSource source, long e, long a, @Nullable Object v) {
    if ((byE && !isId(e)) || (byA && !isId(a)) || (byV && v == null)) {
      return null;
    }
    try {
      return source.scan(
          index, byE ? e : DatomSource.NONE, byA ? a : DatomSource.NONE, byV ? v : null);
    } catch (InvalidValueException unstorable) {
      // A value that can't be stored is the value of no datom.
      return null;
    }
  }

  /** About how many datoms {@link #open} gives. */
  double estimate(DatomSource source, long e, long a, @Nullable Object v) {
    if ((byE && !isId(e)) || (byA && !isId(a)) || (byV && v == null)) {
      return 0;
    }
    try {
      return source.estimate(
          index, byE ? e : DatomSource.NONE, byA ? a : DatomSource.NONE, byV ? v : null);
    } catch (InvalidValueException unstorable) {
      return 0;
    }
  }

  private static boolean isId(long id) {
    return id >= 0 && id <= KeyWriter.MAX_ID;
  }
}
