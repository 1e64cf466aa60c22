package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.WriteBatch;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The mark of the last rewriting of the log. Transactions are only added to the log; an excision,
 * and the trimming of history, take datoms out of those that are there, and leave a random number.
 * Whoever has read a part of the log finds the same number as long as that part is still what it
 * was.
 */
public final class Rewriting {

  /** The mark of a log that was never rewritten. */
  static final long NEVER = 0;

  private static final byte[] KEY = DatomKeys.rewriting();

  private Rewriting() {}

  /** Adds a new mark to a batch that rewrites the log, or is sure to have it rewritten. */
  public static void mark(WriteBatch.Builder batch) {
    long number = ThreadLocalRandom.current().nextLong() | 1;
    batch.put(KEY, new KeyWriter().writeValue(number).toBytes());
  }

  /** The mark that a view shows. */
  static long of(ReadView view) {
    byte[] stored = view.get(KEY);
    if (stored == null) {
      return NEVER;
    }
    if (new KeyReader(stored).readValue() instanceof Long number) {
      return number;
    }
    throw new CorruptionException(
        "the mark of the last rewriting of the log is damaged", Map.of("found", stored));
  }

  /** The key under which the mark lies; not to be changed. */
  static byte[] key() {
    return KEY;
  }
}
