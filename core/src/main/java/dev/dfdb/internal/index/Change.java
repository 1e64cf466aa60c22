package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;

/**
 * A datom to be written.
 *
 * @param datom the datom
 * @param asserted for a retraction, the t of the assertion it ends; else that of the datom itself
 */
public record Change(Datom datom, long asserted) {

  /** An assertion. */
  public static Change assertion(Datom datom) {
    return new Change(datom, EntityIds.t(datom.tx()));
  }
}
