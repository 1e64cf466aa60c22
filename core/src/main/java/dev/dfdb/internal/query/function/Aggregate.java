package dev.dfdb.internal.query.function;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate over the values of one group of rows, one value after the other. Not safe for
 * several threads.
 */
public interface Aggregate {

  /** Takes in the value of one more row. */
  void add(@Nullable Object value);

  /** The same with a whole number. */
  default void add(long value) {
    add((Object) value);
  }

  /** The result over the values so far; there was at least one. */
  @Nullable
  Object result();
}
