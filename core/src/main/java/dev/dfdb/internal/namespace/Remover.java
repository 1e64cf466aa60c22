package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a deleted namespace held, range by range, so that no batch is too large for any
 * engine. The directory says that it is to be removed until it is: who comes after a crash goes on.
 * Each batch is guarded on that, so several may do it at once. Safe from any thread.
 */
final class Remover {

  /** How many entries a batch removes. */
  private static final int STEP = 100_000;

  /** After what time without a sign of life a copy by another process is given up. */
  private static final long COPY_PATIENCE_MILLIS = 600_000;

  private final Storage storage;

  Remover(Storage storage) {
    this.storage = storage;
  }

  /** Removes everything of the deleted namespace with a number. */
  void remove(long number) {
    byte[] key = DirectoryKeys.deleted(number);
    RegionKeys region = new RegionKeys(number);
    while (true) {
      byte[] entry = storage.get(key);
      if (entry == null) {
        return;
      }
      KeyRange next = next(region.whole());
      WriteBatch.Builder batch = WriteBatch.builder().requireHolds(key, entry);
      batch.deleteRange(next == null ? region.whole() : next);
      if (next == null) {
        batch.delete(key);
      }
      try {
        storage.batchWrite(batch.build());
      } catch (ConflictException removedByAnother) {
        return;
      }
    }
  }

  /** The first entries of a region, if they are too many for the last batch. */
  private @Nullable KeyRange next(KeyRange whole) {
    byte @Nullable [] last = null;
    int count = 0;
    try (Cursor cursor = storage.scan(whole, ScanOptions.FORWARD.withLimit(STEP))) {
      while (cursor.next()) {
        if (++count == STEP) {
          last = cursor.key();
        }
      }
    }
    return last == null ? null : KeyRange.between(whole.start(), true, last, true);
  }

  /**
   * Finishes what was begun and left by processes that ended: deleting namespaces, and copying
   * them, which is undone.
   */
  void finishWhatWasLeft() {
    for (byte[] key : keys(DirectoryKeys.DELETED)) {
      remove(DirectoryKeys.numberIn(key));
    }
    for (byte[] key : keys(DirectoryKeys.COPIES)) {
      byte[] entry = storage.get(key);
      if (entry != null && isLeft(PendingCopy.decode(entry))) {
        giveUp(key, entry);
      }
    }
  }

  /** Undoes a copy; nothing is done if it went on meanwhile. */
  void giveUp(byte[] copyKey, byte[] entry) {
    long number = DirectoryKeys.numberIn(copyKey);
    try {
      storage.batchWrite(WriteBatch.builder()
          .requireHolds(copyKey, entry)
          .delete(copyKey)
          .put(DirectoryKeys.deleted(number), new KeyWriter().writeValue("").toBytes())
          .build());
    } catch (ConflictException wentOn) {
      return;
    }
    remove(number);
  }

  private boolean isLeft(PendingCopy copy) {
    return !storage.capabilities().sharedByProcesses()
        || System.currentTimeMillis() - copy.written() > COPY_PATIENCE_MILLIS;
  }

  private List<byte[]> keys(KeyRange range) {
    List<byte[]> keys = new ArrayList<>();
    try (Cursor cursor = storage.scan(range, ScanOptions.FORWARD)) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }
}
