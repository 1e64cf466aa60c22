package dev.dfdb.internal.index;

/** A walk over the one datom that has three given components, if there is one. */
final class SingleDatom extends OneDatom {

  private final Object v;
  private final long asserted;

  /**
   * Stands before the datom.
   *
   * @param asserted the t of its assertion, or {@link DatomSource#NONE} if there is none
   */
  SingleDatom(long e, long a, Object v, long asserted) {
    super(e, a);
    this.v = v;
    this.asserted = asserted;
  }

  @Override
  public boolean next() {
    return super.next() && asserted != DatomSource.NONE;
  }

  @Override
  public Object v() {
    return v;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(asserted);
  }
}
