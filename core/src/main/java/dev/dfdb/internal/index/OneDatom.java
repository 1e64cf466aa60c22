package dev.dfdb.internal.index;

/** A walk over one datom at most, of which the entity and the attribute are known. */
abstract class OneDatom implements DatomCursor {

  final long e;
  final long a;
  private boolean begun;

  OneDatom(long e, long a) {
    this.e = e;
    this.a = a;
  }

  @Override
  public boolean next() {
    boolean isFirst = !begun;
    begun = true;
    return isFirst;
  }

  @Override
  public final long e() {
    return e;
  }

  @Override
  public final long a() {
    return a;
  }

  @Override
  public final void close() {}
}
