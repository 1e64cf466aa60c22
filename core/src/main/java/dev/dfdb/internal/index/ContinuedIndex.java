package dev.dfdb.internal.index;

import org.jspecify.annotations.Nullable;

/**
 * The indexes through a window of time, in a storage whose snapshots live for seconds. Where one is
 * lost, reading goes on in the present: what was live then is put together from what still is and
 * what was superseded since, so the answer is the same.
 */
final class ContinuedIndex implements IndexView {

  private final LastingView view;
  private final TimeWindow window;

  ContinuedIndex(LastingView view, TimeWindow window) {
    this.view = view;
    this.window = window;
  }

  /** Whether a datom may be there several times. */
  boolean hasHistory() {
    return window.history();
  }

  LastingView view() {
    return view;
  }

  /** The indexes in one state. */
  StoredIndex in(PassedKeys keys, LastingView.State state) {
    return new StoredIndex(keys, state.t(), window);
  }

  @Override
  public PlacedDatoms scan(IndexRange range, boolean reverse) {
    return new ContinuedDatoms(this, range, reverse);
  }

  private StoredIndex at(LastingView.State state) {
    return new StoredIndex(state.snapshot(), state.t(), window);
  }

  @Override
  @SuppressWarnings("NullAway") // null where the storage has no such entry
  public @Nullable DatomCursor single(long e, long a) {
    return view.read(state -> at(state).single(e, a));
  }

  @Override
  public long assertedAt(long e, long a, Object v) {
    return view.read(state -> at(state).assertedAt(e, a, v));
  }
}
