package dev.dfdb.storage;

import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Restores a storage from another of any kind: empties it and fills it with the entries of a view,
 * in bounded memory (S11). Afterwards both hold the same.
 *
 * <p>The target must not be written to by others meanwhile. Interrupted, it holds a part; run it
 * again.
 */
public final class StorageCopy {

  private StorageCopy() {}

  /**
   * Copies everything.
   *
   * @param source what to copy, usually a snapshot
   * @param target what to overwrite; everything in it is deleted first
   * @param progress called now and then with the number of entries copied so far
   * @return the number of entries copied
   */
  public static long copy(ReadView source, Storage target, LongConsumer progress) {
    target.batchWrite(WriteBatch.builder().deleteRange(KeyRange.all()).build());
    try (Stream<Entry> entries = source.stream(KeyRange.all(), ScanOptions.FORWARD)) {
      return target.load(new Counting(entries.iterator(), progress));
    }
  }

  /** Copies everything, without telling of progress. */
  public static long copy(ReadView source, Storage target) {
    return copy(source, target, count -> {});
  }

  private static final class Counting implements Iterator<Entry> {

    private static final int STEP = 10_000;

    private final Iterator<Entry> entries;
    private final LongConsumer progress;
    private long count;

    Counting(Iterator<Entry> entries, LongConsumer progress) {
      this.entries = entries;
      this.progress = progress;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public Entry next() {
      Entry entry = entries.next();
      if (++count % STEP == 0) {
        progress.accept(count);
      }
      return entry;
    }
  }
}
