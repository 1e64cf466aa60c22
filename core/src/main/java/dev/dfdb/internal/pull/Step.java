package dev.dfdb.internal.pull;

import dev.dfdb.internal.index.DatomCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a pattern, resolved for a database, with what was read for it so far: a column
 * over the rows of its {@link Node}. Used by one thread.
 */
final class Step {

  /** For the bound: there is none. */
  static final int NO_BOUND = -1;

  private final Access access;
  private final Output output;
  private final @Nullable Node child;
  private final int bound;

  private final BitSet loaded = new BitSet();
  private @Nullable Object[] found = new @Nullable Object[0];

  /**
   * A step for which nothing was read yet.
   *
   * @param child what is pulled of the entities referred to; null if only their ids are
   * @param bound which of the bounds of its node counts how often it may be followed
   */
  Step(Access access, Output output, @Nullable Node child, int bound) {
    this.access = access;
    this.output = output;
    this.child = child;
    this.bound = bound;
  }

  Access access() {
    return access;
  }

  Output output() {
    return output;
  }

  @Nullable
  Node child() {
    return child;
  }

  int bound() {
    return bound;
  }

  /** Whether it is to be followed where so much is left of the bounds. */
  boolean isWithin(int[] left) {
    return bound == NO_BOUND || left[bound] > 0;
  }

  /** Whether a row was read, or is about to be. */
  boolean isLoaded(int row) {
    return loaded.get(row);
  }

  /** Notes that a row is about to be read. */
  void setLoaded(int row) {
    loaded.set(row);
    if (row >= found.length) {
      found = Arrays.copyOf(found, Math.max(row + 1, found.length * 2));
    }
  }

  /**
   * What was found for a row: null; a list where there may be several values; else a value, or
   * {@link Several}.
   */
  @Nullable
  Object found(int row) {
    return found[row];
  }

  /** Puts what was found for a row, or null for nothing. */
  void put(int row, @Nullable Object value) {
    found[row] = value;
  }

  /** Takes in a datom for a row; false if the row has enough. */
  boolean take(int row, DatomCursor datom) {
    Object before = found[row];
    Object after = taken(before, datom);
    if (after == null) {
      return false;
    }
    found[row] = after;
    return true;
  }

  /** What was found before together with a datom; null if that is enough without it. */
  @Nullable
  Object taken(@Nullable Object before, DatomCursor datom) {
    if (access.isMany()) {
      List<Object> list = before == null ? new ArrayList<>(4) : many(before);
      return add(datom, list) ? list : null;
    }
    if (before == null) {
      return access.value(datom);
    }
    if (!access.canBeSeveral()) {
      return null;
    }
    Several several =
        before instanceof Several more ? more : new Several(new ArrayList<>(List.of(before)));
    return add(datom, several.values()) ? several : null;
  }

  private boolean add(DatomCursor datom, List<Object> values) {
    return values.size() < access.limit() && values.add(access.value(datom));
  }

  /** What was found, if it is to be given as a list; else null. */
  @Nullable
  List<Object> several(Object found) {
    return access.isMany() ? many(found) : found instanceof Several more ? more.values() : null;
  }

  @SuppressWarnings("unchecked") // taken() is what makes them
  private static List<Object> many(Object found) {
    return (List<Object>) found;
  }
}
