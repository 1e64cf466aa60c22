package dev.dfdb.storage;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An ordered map from byte strings to byte strings, kept by some engine: the whole of what dfdb
 * asks of one.
 *
 * <p>Reading the storage itself reads its present; {@link #snapshot()} fixes a state. All writing
 * goes through batches (S4); {@link #put} and {@link #delete} are batches of one.
 *
 * <p><b>S7 Errors.</b> A backend throws {@link dev.dfdb.error.StorageException}s and nothing else,
 * apart from {@link IllegalArgumentException} and {@link NullPointerException} for arguments that
 * no state of the store would allow. The engine's own exception is the cause.
 *
 * <p><b>S8 Close.</b> {@link #close()} can be called at any time, any number of times, from any
 * thread. It waits for the calls in flight or makes them fail, closes every cursor and snapshot
 * still open, and never takes the process down. After it every call, of this object and of its
 * cursors and snapshots, throws {@link dev.dfdb.error.StorageClosedException}; closing them is
 * still allowed.
 */
public interface Storage extends ReadView {

  /** What this storage can do and how large things may be. Allowed after {@link #close()}. */
  Capabilities capabilities();

  /**
   * Sets the value of one key, with the durability chosen at open.
   *
   * @throws dev.dfdb.error.LimitExceededException if key or value is too large (S10)
   */
  default void put(byte[] key, byte[] value) {
    batchWrite(WriteBatch.builder().put(key, value).build());
  }

  /** Removes one key, with the durability chosen at open. Removing an absent key does nothing. */
  default void delete(byte[] key) {
    batchWrite(WriteBatch.builder().delete(key).build());
  }

  /**
   * Applies a batch.
   *
   * <p><b>S4.</b> First every guard is checked against the store; if one fails, nothing is applied
   * and {@link dev.dfdb.error.ConflictException} names the first that failed. Otherwise the
   * operations are applied in their order, so that for one key the last wins, and all become
   * visible at once. Guards see the store before the batch, never the batch's own operations.
   * Between the check and the application no other writer comes in, of this process or of another.
   *
   * <p><b>S6.</b> When the call returns, the batch is as safe as its
   * {@linkplain WriteBatch#durability() durability} says.
   *
   * @throws dev.dfdb.error.ConflictException if a guard failed
   * @throws dev.dfdb.error.LimitExceededException if a key, a value or the batch is too large;
   *     nothing was written
   * @throws dev.dfdb.error.MisconfiguredException if the storage does not have the durability asked
   *     for
   * @throws dev.dfdb.error.OutcomeUnknownException if the engine did not say what became of the
   *     batch
   */
  void batchWrite(WriteBatch batch);

  /**
   * Fixes the present state for reading.
   *
   * <p><b>S5.</b> How long the snapshot may be kept is {@link Capabilities#snapshotLifetime()}.
   */
  Snapshot snapshot();

  /**
   * Returns when everything acknowledged before the call is as safe as {@link Durability#SYNC}
   * makes it.
   */
  void sync();

  /** Asks the engine to give back space and put its data in order. Returns when that is done. */
  void compact();

  /**
   * Writes any number of entries in bounded memory: a bulk load. The entries come in any order and
   * replace what their keys held. They become visible in parts, and an interrupted load leaves the
   * part already written; when the call returns, all are as safe as {@link Durability#SYNC} makes
   * them.
   *
   * @return the number of entries written
   */
  default long load(Iterator<Entry> entries) {
    return BatchLoader.load(this, entries);
  }

  /**
   * Tells when a key has come to hold something else, from an engine that can, so that nobody has
   * to look again and again. Who waits no longer cancels the future.
   *
   * @param value what the key is known to hold
   * @return a future that completes when the key holds another value, or may, as the engine can't
   *     tell any longer; empty from an engine that does not tell
   * @throws dev.dfdb.error.StorageClosedException if the storage is closed
   */
  default Optional<CompletableFuture<Void>> whenChanged(byte[] key, byte[] value) {
    return Optional.empty();
  }

  /**
   * Figures about the engine at this moment, by name, for operators; empty where there are none.
   * Sizes are in bytes. {@code open-cursors} and {@code open-snapshots} are always there.
   */
  Map<String, Long> statistics();
}
