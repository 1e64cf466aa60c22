package dev.dfdb.storage.postgres;

import dev.dfdb.storage.KeyRange;

/**
 * A range of a pinned state, page by page: a small one first, as most scans are short, then larger
 * ones. Used by one thread at a time.
 */
final class Pages {

  /** Few sizes, so that their statements are prepared once and used often. */
  private static final int[] SIZES = {1, 8, 64, 512};

  private static final int FIRST = 64;

  private final Reads reads;
  private final PinnedState state;
  private final boolean reverse;
  private KeyRange rest;
  private long limit;
  private int most = FIRST;

  /** Takes over the caller's hold on the state. */
  Pages(Reads reads, PinnedState state, KeyRange range, boolean reverse, long limit) {
    this.reads = reads;
    this.state = state;
    this.rest = range;
    this.reverse = reverse;
    this.limit = limit;
  }

  /** Reads the next page. */
  Page next() {
    if (limit == 0 || rest.isEmpty()) {
      return Page.EMPTY;
    }
    int size = size();
    KeyRange range = rest;
    Page page = state.read(connection -> reads.page(connection, range, reverse, size));
    limit -= page.count();
    most = SIZES[SIZES.length - 1];
    if (page.isFull()) {
      rest = reverse
          ? KeyRange.between(range.start(), true, page.lastKey(), false)
          : KeyRange.between(page.lastKey(), false, range.end(), false);
    }
    return page;
  }

  private int size() {
    for (int size : SIZES) {
      if (size >= limit || size >= most) {
        return size;
      }
    }
    return most;
  }

  /** Whether there may be another page behind one. */
  boolean goOn(Page page) {
    return page.isFull() && limit > 0 && !rest.isEmpty();
  }

  /** A value that was left out of a page. */
  byte[] longValue(byte[] key) {
    return state
        .read(connection -> reads.get(connection, key))
        .orElseThrow(
            () -> new IllegalStateException("a key is gone from a state that does not change"));
  }

  /** Lets go of the state. */
  void release() {
    state.release();
  }
}
