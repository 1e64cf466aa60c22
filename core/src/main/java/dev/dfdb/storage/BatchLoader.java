package dev.dfdb.storage;

import java.util.Iterator;

/**
 * The generic bulk load: batches of bounded size, written without waiting for the disk where the
 * engine allows it, and one {@link Storage#sync()} at the end.
 */
final class BatchLoader {

  private static final long BATCH_BYTES = 1 << 20;

  private BatchLoader() {}

  /**
   * Writes all entries.
   *
   * @return the number of entries written
   */
  static long load(Storage storage, Iterator<Entry> entries) {
    Capabilities capabilities = storage.capabilities();
    long target = Math.min(BATCH_BYTES, capabilities.limits().maxBatchBytes());
    boolean async = capabilities.durabilities().contains(Durability.ASYNC);
    long count = 0;
    WriteBatch.Builder batch = WriteBatch.builder();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      long size = (long) entry.key().length + entry.value().length;
      if (!batch.isEmpty() && batch.sizeInBytes() + size > target) {
        write(storage, batch, async);
        batch = WriteBatch.builder();
      }
      batch.put(entry.key(), entry.value());
      count++;
    }
    if (!batch.isEmpty()) {
      write(storage, batch, async);
    }
    storage.sync();
    return count;
  }

  private static void write(Storage storage, WriteBatch.Builder batch, boolean async) {
    storage.batchWrite((async ? batch.durability(Durability.ASYNC) : batch).build());
  }
}
