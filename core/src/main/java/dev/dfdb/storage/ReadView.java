package dev.dfdb.storage;

import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What can be read: the present of a {@link Storage}, or the fixed state of a {@link Snapshot}.
 *
 * <p><b>S1 Order.</b> Keys are compared as unsigned bytes, shorter first on a shared prefix
 * ({@link java.util.Arrays#compareUnsigned(byte[], byte[])}). Keys are non-empty. An empty value is
 * a value: it is not an absent one.
 *
 * <p><b>S2 No aliasing.</b> No array given to or received from this interface is shared with the
 * store: changing it afterwards changes nothing stored.
 *
 * <p><b>S9 Threads.</b> Every method may be called from any thread at any time. A cursor belongs to
 * one thread at a time.
 */
public interface ReadView extends AutoCloseable {

  /**
   * Returns the value of a key, or null where the key is absent. A key longer than the storage's
   * limit is absent, not an error.
   *
   * @throws IllegalArgumentException if the key is empty
   * @throws dev.dfdb.error.StorageClosedException if the storage or this view is closed
   */
  byte @Nullable [] get(byte[] key);

  /**
   * Returns the values of many keys, all read from one state of the store: the list has the size
   * and order of {@code keys}, with null where a key is absent. A key may be repeated.
   *
   * @throws IllegalArgumentException if a key is empty
   * @throws dev.dfdb.error.StorageClosedException if the storage or this view is closed
   */
  List<byte @Nullable []> getAll(List<byte[]> keys);

  /**
   * Opens a cursor over a range.
   *
   * <p><b>S3.</b> The cursor sees one state of the store, that of this call, however long it is
   * read and whatever is written meanwhile; where the engine can't keep its promise any longer it
   * fails with a typed error, and never mixes two states. It must be closed by its reader. Limits
   * do not apply to the bounds of a range.
   *
   * @throws dev.dfdb.error.StorageClosedException if the storage or this view is closed
   */
  Cursor scan(KeyRange range, ScanOptions options);

  /**
   * The entries of a range as a lazy stream, one at a time, so that any number pass through a small
   * heap (S11). The stream holds a cursor: close it.
   *
   * @throws dev.dfdb.error.StorageClosedException if the storage or this view is closed
   */
  default Stream<Entry> stream(KeyRange range, ScanOptions options) {
    Cursor cursor = scan(range, options);
    Spliterator<Entry> entries =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT) {
          @Override
          public boolean tryAdvance(Consumer<? super Entry> action) {
            if (!cursor.next()) {
              return false;
            }
            action.accept(new Entry(cursor.key(), cursor.value()));
            return true;
          }
        };
    return StreamSupport.stream(entries, false).onClose(cursor::close);
  }

  /** Releases what the view holds. Calling it again does nothing. */
  @Override
  void close();
}
