package dev.dfdb.internal.index;

/** A walk over the one datom that has three given components, if there is one. */
final class SingleDatom implements DatomCursor {

  private final long e;
  private final long a;
  private final Object v;
  private final long asserted;
  private boolean begun;

  /**
   * Stands before the datom.
   *
   * @param asserted the t of its assertion, or {@link DatomSource#NONE} if there is none
   */
  SingleDatom(long e, long a, Object v, long asserted) {
    this.e = e;
    this.a = a;
    this.v = v;
    this.asserted = asserted;
  }

  @Override
  public boolean next() {
    boolean isFirst = !begun;
    begun = true;
    return isFirst && asserted != DatomSource.NONE;
  }

  @Override
  public long e() {
    return e;
  }

  @Override
  public long a() {
    return a;
  }

  @Override
  public Object v() {
    return v;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(asserted);
  }

  @Override
  public void close() {}
}
