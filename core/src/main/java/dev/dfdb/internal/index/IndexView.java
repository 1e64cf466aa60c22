package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import org.jspecify.annotations.Nullable;

/** The indexes of one database value. Safe from any thread. */
interface IndexView {

  /** Opens a walk over a range, in the order of its index or against it. */
  PlacedDatoms scan(IndexRange range, boolean reverse);

  /**
   * A walk over the one value that an entity has for an attribute, if that is where it can be read
   * at once; else null.
   */
  default @Nullable DatomCursor single(long e, long a) {
    return null;
  }

  /** The t of the transaction that asserted a live datom, or {@link DatomSource#NONE}. */
  default long assertedAt(long e, long a, Object v) {
    IndexRange range = IndexRange.of(Index.EAVT, e, a, v);
    try (PlacedDatoms datoms = scan(range, false)) {
      return datoms.next() ? EntityIds.t(datoms.tx()) : DatomSource.NONE;
    }
  }
}
