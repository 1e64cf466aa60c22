package dev.dfdb.internal.index;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Superseded and live datoms of an index as one walk. It does not look for superseded ones beyond
 * the next live one: so a walk that is cut off has not passed much more than it has given.
 */
final class PastAndLive implements PlacedDatoms {

  private final PastDatoms past;
  private final PlacedDatoms live;
  private final boolean reverse;
  private PlacedDatoms current;
  private boolean pastLeft;
  private boolean liveLeft;
  private boolean begun;

  /**
   * Merges walks.
   *
   * @param reverse whether both go against the order of the index
   */
  PastAndLive(PastDatoms past, PlacedDatoms live, boolean reverse) {
    this.past = past;
    this.live = live;
    this.reverse = reverse;
    this.current = live;
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
      past.close();
    } finally {
      live.close();
    }
  }
}
