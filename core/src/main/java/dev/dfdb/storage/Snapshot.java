package dev.dfdb.storage;

/**
 * One state of a storage, fixed at {@link Storage#snapshot()} and unchanged by later writes (S5).
 *
 * <p>Closing the storage closes it. Closing a snapshot does not close cursors that were opened on
 * it while it was open: they go on seeing their state until they are closed.
 */
public interface Snapshot extends ReadView {

  /**
   * Whether the engine has lost the state, as a server does with a connection, so that reading it
   * has failed and will go on failing: what is wanted is another snapshot. Closing it is still
   * needed. Never waits; false for an engine that loses no state.
   */
  default boolean isLost() {
    return false;
  }
}
