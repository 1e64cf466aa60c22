package dev.dfdb.internal.index;

import java.util.Arrays;
import java.util.function.Supplier;

/** Two walks over the same index as one; of two equal places that of the first comes first. */
final class MergedDatoms implements PlacedDatoms {

  private final PlacedDatoms first;
  private final PlacedDatoms second;
  private final boolean reverse;
  private final boolean byGroup;
  private PlacedDatoms current;
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
    this.first = first;
    this.second = second;
    this.reverse = reverse;
    this.byGroup = byGroup;
    this.current = first;
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

  @Override
  public long e() {
    return current.e();
  }

  @Override
  public long a() {
    return current.a();
  }

  @Override
  public Object v() {
    return current.v();
  }

  @Override
  public long tx() {
    return current.tx();
  }

  @Override
  public boolean added() {
    return current.added();
  }

  @Override
  public byte[] bytes() {
    return current.bytes();
  }

  @Override
  public int start() {
    return current.start();
  }

  @Override
  public int groupEnd() {
    return current.groupEnd();
  }

  @Override
  public int end() {
    return current.end();
  }

  @Override
  public Supplier<Object> laterValue() {
    return current.laterValue();
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      second.close();
    }
  }
}
