package dev.dfdb.observe;

/**
 * Is told what a connection has done, each time with how long it took. Registered with
 * {@code Connection.observe}; while nobody is, nothing is measured.
 *
 * <p>It is called by the thread that did the work, of a transaction by the one that committed it
 * for all in its group, and before whoever waits for it goes on: so it must be quick, wait for
 * nothing, and not use the connection. It is called by many threads at a time. What it throws is
 * logged and goes no further.
 */
public interface Observer {

  /** A transaction was committed. */
  default void committed(TransactionTiming timing) {}

  /** A query was answered, or has failed. */
  default void answered(QueryTiming timing) {}

  /** Something was pulled, or could not be. */
  default void pulled(PullTiming timing) {}

  /** The storage was compacted, or could not be. */
  default void compacted(CompactionTiming timing) {}
}
