package dev.dfdb.internal.index;

import java.util.function.Supplier;

/**
 * A walk that knows the {@linkplain DatomKeys#place place} of each datom, so that several can be
 * merged. Places are shown in a buffer that the next step overwrites.
 */
interface PlacedDatoms extends DatomCursor {

  /** The buffer that holds the place. */
  byte[] bytes();

  /** Where in the buffer the place begins. */
  int start();

  /** Where in the buffer its {@linkplain IndexRange group} ends. */
  int groupEnd();

  /** Where in the buffer the place ends. */
  int end();

  /**
   * The value, to be had also when the walk has gone on, as long as it is not closed. A value too
   * long for a key is read when it is asked for.
   */
  default Supplier<Object> laterValue() {
    Object value = v();
    return () -> value;
  }
}
