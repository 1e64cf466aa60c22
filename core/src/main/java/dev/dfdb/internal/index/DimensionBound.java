package dev.dfdb.internal.index;

import dev.dfdb.codec.ValueOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a database value shows of a dimension of time.
 *
 * @param attribute the dimension, by the id of its attribute
 * @param from the first value, or null for no bound
 * @param to the last value or the one behind it, or null for no bound
 * @param toIncluded whether it is the last
 * @param strict whether what has no value is left out
 */
public record DimensionBound(
    long attribute,
    @Nullable Object from,
    @Nullable Object to,
    boolean toIncluded,
    boolean strict) {

  /** Whether a datom with a value, or with null without one, is shown. */
  boolean shows(@Nullable Object value) {
    if (value == null) {
      return !strict;
    }
    if (from != null && ValueOrder.compare(value, from) < 0) {
      return false;
    }
    return to == null || ValueOrder.compare(value, to) < (toIncluded ? 1 : 0);
  }
}
