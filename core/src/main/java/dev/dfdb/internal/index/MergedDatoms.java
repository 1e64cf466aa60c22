package dev.dfdb.internal.index;

import java.util.Arrays;

/** Two walks over the same index as one; of two equal places that of the first comes first. */
final class MergedDatoms extends TwoWalks {

  private final PlacedDatoms first;
  private final PlacedDatoms second;
  private final boolean reverse;
  private final boolean byGroup;
  private PlacedDatoms ahead;
  private boolean currentLeft = true;
  private boolean aheadLeft;
  private boolean begun;

  /**
   * Merges walks.
   *
   * @param reverse whether both go against the order of the index
   * @param byGroup whether they are ordered by {@linkplain IndexRange group} only
   */
  MergedDatoms(PlacedDatoms first, PlacedDatoms second, boolean reverse, boolean byGroup) {
    super(first, second, first);
    this.first = first;
    this.second = second;
    this.reverse = reverse;
    this.byGroup = byGroup;
    this.ahead = second;
  }

  @Override
  public boolean next() {
    if (!begun) {
      begun = true;
      aheadLeft = second.next();
    }
    // The walk given last goes on; the other one stands where it was.
    currentLeft = currentLeft && current.next();
    if (!currentLeft || (aheadLeft && comesFirst())) {
      PlacedDatoms walk = current;
      current = ahead;
      ahead = walk;
      boolean left = currentLeft;
      currentLeft = aheadLeft;
      aheadLeft = left;
    }
    return currentLeft;
  }

  /** Whether the datom ahead comes before the current one. */
  private boolean comesFirst() {
    int currentEnd = byGroup ? current.groupEnd() : current.end();
    int aheadEnd = byGroup ? ahead.groupEnd() : ahead.end();
    int order = Arrays.compareUnsigned(
        ahead.bytes(), ahead.start(), aheadEnd, current.bytes(), current.start(), currentEnd);
    boolean firstIsAhead = ahead == first;
    return order == 0 ? firstIsAhead : order < 0 != reverse;
  }
}
