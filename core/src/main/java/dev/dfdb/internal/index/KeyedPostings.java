package dev.dfdb.internal.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Postings} of single keys of one attribute: of those that were asked for last, within a
 * bound of bytes. They serve selective clauses where the whole attribute is too much to keep, or
 * was not asked for enough. Safe from any thread.
 */
final class KeyedPostings {

  /** What one takes beside its datoms. */
  private static final long ENTRY_BYTES = 512;

  private final long maxBytes;
  private final Map<Object, Kept> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  KeyedPostings(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * What is known of a key.
   *
   * @param postings its postings; null if they are too large to keep
   */
  record Kept(@Nullable Postings postings) {}

  /** What is known of a key; null if nothing is. */
  synchronized @Nullable Kept get(Object key) {
    return known.get(key);
  }

  /** How many bytes those of one key may take. */
  long mostBytes() {
    return maxBytes / 2;
  }

  /** Takes those of a key; null if they can't be kept. */
  synchronized void put(Object key, @Nullable Postings postings) {
    Kept kept = new Kept(postings);
    Kept before = known.put(key, kept);
    bytes += bytes(kept) - (before == null ? 0 : bytes(before));
    Iterator<Kept> oldest = known.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  private static long bytes(Kept kept) {
    return ENTRY_BYTES + (kept.postings == null ? 0 : kept.postings.bytes());
  }

  /** About how many bytes they take. */
  synchronized long bytes() {
    return bytes;
  }
}
