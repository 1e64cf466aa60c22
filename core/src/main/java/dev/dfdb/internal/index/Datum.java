package dev.dfdb.internal.index;

import java.util.Arrays;

/**
 * What tells a datom of an index from every other.
 *
 * @param place its place
 * @param tx its transaction; 0 where the place alone tells
 * @param added whether it is an assertion
 */
@SuppressWarnings("ArrayRecordComponent") // compared with equals below
record Datum(byte[] place, long tx, boolean added) {

  /** Whether a walk stands on it. */
  boolean isAt(PlacedDatoms datoms, boolean hasHistory) {
    int end = datoms.end();
    return Arrays.equals(place, 0, place.length, datoms.bytes(), datoms.start(), end)
        && (!hasHistory || (tx == datoms.tx() && added == datoms.added()));
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Datum datum
        && tx == datum.tx
        && added == datum.added
        && Arrays.equals(place, datum.place);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(place) + Long.hashCode(tx) + (added ? 1 : 0);
  }
}
