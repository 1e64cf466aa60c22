package dev.dfdb.internal.limit;

import java.util.function.BooleanSupplier;

/**
 * How much a query may take. Immutable.
 *
 * @param nanos for how long it may run, in nanoseconds
 * @param rows how many rows it may give
 * @param bytes how many bytes of memory its intermediate and final results may take
 * @param cancelled says, from any thread and at any time, whether nobody wants the result any more
 */
public record Limits(long nanos, long rows, long bytes, BooleanSupplier cancelled) {

  /** No bound at all. */
  public static final long NONE = Long.MAX_VALUE;

  /** No limits. */
  public static final Limits UNLIMITED = new Limits(NONE, NONE, NONE, () -> false);

  /** These limits, and where there is none, that of others. */
  public Limits orElse(Limits others) {
    return new Limits(
        nanos == NONE ? others.nanos : nanos,
        rows == NONE ? others.rows : rows,
        bytes == NONE ? others.bytes : bytes,
        () -> cancelled.getAsBoolean() || others.cancelled.getAsBoolean());
  }
}
