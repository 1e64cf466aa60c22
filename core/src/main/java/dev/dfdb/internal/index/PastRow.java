package dev.dfdb.internal.index;

/** A superseded datom within its {@linkplain IndexRange group}. Immutable. */
final class PastRow {

  private final byte[] rest;
  private final long asserted;
  private final long retracted;

  PastRow(byte[] rest, long asserted, long retracted) {
    this.rest = rest;
    this.asserted = asserted;
    this.retracted = retracted;
  }

  /** What comes after the group in its place; not to be changed. */
  byte[] rest() {
    return rest;
  }

  /** The t of its assertion. */
  long asserted() {
    return asserted;
  }

  /** The t of its retraction. */
  long retracted() {
    return retracted;
  }
}
