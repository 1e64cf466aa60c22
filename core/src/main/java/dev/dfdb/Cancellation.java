package dev.dfdb;

/**
 * Stops queries from another thread. One may be given to any number of queries; once cancelled, it
 * stays so. Safe from any thread.
 *
 * @see Query#cancelledBy
 */
public final class Cancellation {

  private volatile boolean cancelled;

  /** Not cancelled. */
  public Cancellation() {}

  /**
   * Stops the queries that were given this: each ends soon, with a
   * {@link dev.dfdb.error.QueryCancelledException}. Calling it again does nothing.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Whether it was cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }
}
