package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;

/** The indexes of one database value. Safe from any thread. */
interface IndexView {

  /** Opens a walk over a range, in the order of its index or against it. */
  PlacedDatoms scan(IndexRange range, boolean reverse);

  /** The t of the transaction that asserted a live datom, or {@link DatomSource#NONE}. */
  default long assertedAt(long e, long a, Object v) {
    IndexRange range = IndexRange.of(Index.EAVT, e, a, v);
    try (PlacedDatoms datoms = scan(range, false)) {
      return datoms.next() ? EntityIds.t(datoms.tx()) : DatomSource.NONE;
    }
  }
}
