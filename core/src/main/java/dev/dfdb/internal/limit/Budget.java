package dev.dfdb.internal.limit;

import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryLimitException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the limits of the query that a thread is answering.
 *
 * <p>Memory is counted where arrays grow, before they do, and the count is corrected after each
 * step of the evaluation to what the step has left behind ({@link #settle}): garbage is not held
 * against a query. What lives longer than a step is counted apart ({@link #keep}).
 *
 * <p>It goes with the thread and not from hand to hand, because what grows is deep below what knows
 * of limits. Belongs to one thread.
 */
public final class Budget {

  private static final ThreadLocal<Budget> CURRENT =
      ThreadLocal.withInitial(() -> new Budget(Limits.UNLIMITED));

  /** How many ticks pass between two looks at the clock, less one. */
  private static final int TICKS = 0x3FF;

  private final Limits limits;
  private final long begin = System.nanoTime();
  private long used;
  private long kept;
  private int ticks;
  private long bytesRead;

  private Budget(Limits limits) {
    this.limits = limits;
  }

  /** That of this thread; without limits, where no query is being answered. */
  public static Budget current() {
    return CURRENT.get();
  }

  /**
   * Does something within limits. A query that a function of the caller asks on the way has limits
   * of its own.
   *
   * @throws QueryLimitException if it takes too much
   * @throws QueryCancelledException if it is cancelled, or the thread is interrupted
   */
  public static <T extends @Nullable Object> T within(Limits limits, Supplier<T> work) {
    Budget outer = CURRENT.get();
    Budget inner = new Budget(limits);
    CURRENT.set(inner);
    try {
      inner.check();
      return work.get();
    } finally {
      CURRENT.set(outer);
      outer.bytesRead += inner.bytesRead;
    }
  }

  /** To be called in loops: now and then looks whether to go on. */
  public void tick() {
    if ((++ticks & TICKS) == 0) {
      check();
    }
  }

  /** Looks whether to go on. */
  public void check() {
    if (limits.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new QueryCancelledException();
    }
    if (limits.nanos() != Limits.NONE && System.nanoTime() - begin > limits.nanos()) {
      throw new QueryLimitException("timeout-ms", limits.nanos() / 1_000_000);
    }
  }

  /** To be called before memory is taken. */
  public void charge(long bytes) {
    used += bytes;
    if (used > limits.bytes() - kept) {
      throw new QueryLimitException("max-memory-bytes", limits.bytes());
    }
    check();
  }

  /** The same for small pieces, one after the other: looks whether to go on only now and then. */
  public void chargeSmall(long bytes) {
    used += bytes;
    if (used > limits.bytes() - kept) {
      charge(0);
    }
    tick();
  }

  /** Counts bytes that were read from a storage, which nothing limits. */
  public void countRead(long bytes) {
    bytesRead += bytes;
  }

  /** How many bytes were read from storages so far. */
  public long bytesRead() {
    return bytesRead;
  }

  /** The bytes counted so far, without those kept. */
  public long used() {
    return used;
  }

  /** Corrects the count to what is really there. */
  public void settle(long bytes) {
    used = Math.max(0, bytes);
  }

  /** Counts memory that outlives the step in which it was taken; a negative number gives back. */
  public void keep(long bytes) {
    kept += bytes;
    charge(0);
  }

  /** To be called with the number of rows of the result, as soon as it is known. */
  public void checkRows(long rows) {
    if (rows > limits.rows()) {
      throw new QueryLimitException("max-rows", limits.rows());
    }
  }
}
