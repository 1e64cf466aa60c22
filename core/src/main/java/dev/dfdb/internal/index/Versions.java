package dev.dfdb.internal.index;

import java.util.function.Supplier;

/**
 * Every version of the datoms of a database value, with the dimensions of time they have.
 *
 * @param times the dimensions
 * @param history makes the indexes of all that happened within what the value shows
 */
record Versions(DimensionTimes times, Supplier<IndexView> history) {

  /** The indexes of all assertions. */
  IndexView assertions() {
    IndexView all = history.get();
    return (range, reverse) -> new SelectedDatoms(all.scan(range, reverse), DatomCursor::added);
  }
}
