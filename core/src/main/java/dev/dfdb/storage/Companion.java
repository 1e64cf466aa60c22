package dev.dfdb.storage;

/**
 * What a layer beside the datoms has committed together with a transaction, in the same batch: all
 * of it or nothing. {@code dev.dfdb.Connection#transact(java.util.Collection, Companion)} takes
 * one.
 *
 * <p>Both methods are called by one thread, which commits no other transaction meanwhile; they must
 * not use the connection.
 */
public interface Companion {

  /**
   * Adds to the batch, after reading anew what it rests on; called again if another process was
   * faster, so that a guard did not hold.
   *
   * @param batch to be added to: guards, and entries in the layer's own spaces
   * @throws dev.dfdb.error.DfdbException if it can't be; the transaction is then refused with that
   */
  void addTo(WriteBatch.Builder batch);

  /**
   * Tells what became of the batch, once after each {@link #addTo} that returned.
   *
   * @param isCommitted whether it was committed; false also if that isn't known
   */
  void ended(boolean isCommitted);
}
