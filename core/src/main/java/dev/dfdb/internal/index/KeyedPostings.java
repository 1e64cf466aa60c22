package dev.dfdb.internal.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
  private final Map<Object, Optional<Postings>> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  KeyedPostings(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Those of a key; empty if they can't be kept; null if nothing is known of it. */
  synchronized @Nullable Optional<Postings> get(Object key) {
    return known.get(key);
  }

  /** How many bytes those of one key may take. */
  long mostBytes() {
    return maxBytes / 2;
  }

  /** Takes those of a key, or that they can't be kept. */
  synchronized void put(Object key, Optional<Postings> postings) {
    if (known.put(key, postings) == null) {
      bytes += bytes(postings);
    }
    Iterator<Optional<Postings>> oldest = known.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  private static long bytes(Optional<Postings> postings) {
    return ENTRY_BYTES + postings.map(Postings::bytes).orElse(0L);
  }

  /** About how many bytes they take. */
  synchronized long bytes() {
    return bytes;
  }
}
