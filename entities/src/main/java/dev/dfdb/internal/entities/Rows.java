package dev.dfdb.internal.entities;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entities of one type, as they are read: for each one a row of what its components hold, in sorted
 * order of the entity ids. Belongs to one thread.
 */
final class Rows {

  private final Composition type;
  private final long[] ids;
  private final @Nullable Object[][] rows;
  private final long[] extras;
  private final @Nullable Object[] made;
  private final boolean[] isBegun;

  Rows(Composition type, long[] ids) {
    this.type = type;
    this.ids = ids;
    this.rows = new Object[ids.length][type.fields().size()];
    this.extras = new long[ids.length];
    Arrays.fill(extras, -1);
    this.made = new Object[ids.length];
    this.isBegun = new boolean[ids.length];
  }

  Composition type() {
    return type;
  }

  int size() {
    return ids.length;
  }

  long id(int row) {
    return ids[row];
  }

  long[] ids() {
    return ids;
  }

  /** The row of an entity, or a negative number. */
  int find(long e) {
    return Arrays.binarySearch(ids, e);
  }

  @Nullable
  Object[] row(int row) {
    return rows[row];
  }

  void replace(int row, @Nullable Object[] values) {
    rows[row] = values;
  }

  /** The version of the entity, or its position in a list; -1 if it has none. */
  long extra(int row) {
    return extras[row];
  }

  void setExtra(int row, long extra) {
    extras[row] = extra;
  }

  /** The object that was made of a row, or null. */
  @Nullable
  Object made(int row) {
    return made[row];
  }

  void setMade(int row, Object object) {
    made[row] = object;
    rows[row] = new Object[0]; // what it was made of is not needed any more
  }

  /** Whether what belongs to the row is being made; from now on it is. */
  boolean begin(int row) {
    boolean was = isBegun[row];
    isBegun[row] = true;
    return was;
  }

  boolean isBegun(int row) {
    return isBegun[row];
  }
}
