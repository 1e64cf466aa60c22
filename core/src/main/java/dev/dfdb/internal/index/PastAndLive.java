package dev.dfdb.internal.index;

import java.util.Arrays;

/**
 * Superseded and live datoms of an index as one walk. It does not look for superseded ones beyond
 * the next live one: so a walk that is cut off has not passed much more than it has given.
 */
final class PastAndLive extends TwoWalks {

  private final PastDatoms past;
  private final PlacedDatoms live;
  private final boolean reverse;
  private boolean pastLeft;
  private boolean liveLeft;
  private boolean begun;

  /**
   * Merges walks.
   *
   * @param reverse whether both go against the order of the index
   */
  PastAndLive(PastDatoms past, PlacedDatoms live, boolean reverse) {
    super(past, live, live);
    this.past = past;
    this.live = live;
    this.reverse = reverse;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very walk that was given last
  public boolean next() {
    if (!begun || current == live) {
      liveLeft = (liveLeft || !begun) && live.next();
      begun = true;
    } else {
      pastLeft = false;
    }
    if (!pastLeft) {
      pastLeft =
          liveLeft ? past.nextUpTo(live.bytes(), live.start(), live.groupEnd()) : past.nextOfAll();
    }
    current = pastLeft && (!liveLeft || pastComesFirst()) ? past : live;
    return pastLeft || liveLeft;
  }

  private boolean pastComesFirst() {
    int pastEnd = past.end();
    int liveEnd = live.end();
    int order = Arrays.compareUnsigned(
        past.bytes(), past.start(), pastEnd, live.bytes(), live.start(), liveEnd);
    return order == 0 || order < 0 != reverse;
  }
}
