package dev.dfdb.internal.index;

import java.util.function.Supplier;

/** Two walks over the same index as one, which gives what one of them stands at. */
abstract sealed class TwoWalks implements PlacedDatoms permits MergedDatoms, PastAndLive {

  private final PlacedDatoms one;
  private final PlacedDatoms other;

  /** The walk that stands at what is given. */
  PlacedDatoms current;

  TwoWalks(PlacedDatoms one, PlacedDatoms other, PlacedDatoms current) {
    this.one = one;
    this.other = other;
    this.current = current;
  }

  @Override
  public final long e() {
    return current.e();
  }

  @Override
  public final long a() {
    return current.a();
  }

  @Override
  public final Object v() {
    return current.v();
  }

  @Override
  public final long tx() {
    return current.tx();
  }

  @Override
  public final boolean added() {
    return current.added();
  }

  @Override
  public final byte[] bytes() {
    return current.bytes();
  }

  @Override
  public final int start() {
    return current.start();
  }

  @Override
  public final int groupEnd() {
    return current.groupEnd();
  }

  @Override
  public final int end() {
    return current.end();
  }

  @Override
  public final Supplier<Object> laterValue() {
    return current.laterValue();
  }

  @Override
  public final void close() {
    try {
      one.close();
    } finally {
      other.close();
    }
  }
}
