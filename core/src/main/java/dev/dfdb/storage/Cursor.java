package dev.dfdb.storage;

/**
 * A walk over the entries of a range, in key order or against it.
 *
 * <pre>{@code
 * try (Cursor cursor = view.scan(KeyRange.prefix(prefix), ScanOptions.FORWARD)) {
 *   while (cursor.next()) {
 *     use(cursor.key(), cursor.value());
 *   }
 * }
 * }</pre>
 *
 * <p>A cursor stands before its first entry when it is opened. It belongs to one thread at a time;
 * only {@link #close()} may be called by another, and closing the storage closes it.
 */
public interface Cursor extends AutoCloseable {

  /**
   * Goes to the next entry.
   *
   * @return false when there is none; then and forever after
   * @throws dev.dfdb.error.StorageClosedException if the cursor or its storage is closed
   * @throws dev.dfdb.error.StorageException if the engine can't go on seeing the state it began
   *     with
   */
  boolean next();

  /**
   * The key of the entry, as an array of the caller's own.
   *
   * @throws IllegalStateException if the cursor does not stand on an entry
   * @throws dev.dfdb.error.StorageClosedException if the cursor or its storage is closed
   */
  byte[] key();

  /**
   * The value of the entry, as an array of the caller's own.
   *
   * @throws IllegalStateException if the cursor does not stand on an entry
   * @throws dev.dfdb.error.StorageClosedException if the cursor or its storage is closed
   */
  byte[] value();

  /**
   * Copies the key into a buffer the caller uses again for every entry, as much as fits.
   *
   * @return the length of the key, which may be more than the buffer holds
   * @throws IllegalStateException if the cursor does not stand on an entry
   * @throws dev.dfdb.error.StorageClosedException if the cursor or its storage is closed
   */
  int readKey(byte[] buffer);

  /**
   * Copies the value into a buffer the caller uses again for every entry, as much as fits.
   *
   * @return the length of the value, which may be more than the buffer holds
   * @throws IllegalStateException if the cursor does not stand on an entry
   * @throws dev.dfdb.error.StorageClosedException if the cursor or its storage is closed
   */
  int readValue(byte[] buffer);

  /** Releases what the cursor holds. Calling it again does nothing. */
  @Override
  void close();
}
