package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.storage.ReadView;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many live datoms every attribute has after some transaction. Immutable.
 *
 * <p>They lie beside the root, written with one commit in so many; what the log has since is added
 * when they are read. An excision leaves word that they have to be counted anew.
 */
public final class Statistics {

  private static final byte[] KEY = DatomKeys.statistics();

  /** After how many transactions they are written again, at the latest. */
  static final int INTERVAL = 1_000;

  /** The longest run of the log that is read for them. */
  private static final int MAX_REPLAYED = 4 * INTERVAL;

  private static final int KNOWN = 1;
  private static final int UNKNOWN = 0;

  private final long t;
  private final Map<Long, Long> counts;

  private Statistics(long t, Map<Long, Long> counts) {
    this.t = t;
    this.counts = counts;
  }

  /** Those of a database that has not begun. */
  static Statistics none() {
    return new Statistics(-1, new TreeMap<>());
  }

  /** The t of the last transaction that they know. */
  public long t() {
    return t;
  }

  /** How many live datoms an attribute has. */
  public long count(long attribute) {
    return counts.getOrDefault(attribute, 0L);
  }

  /** The number of datoms of every attribute that has any, by its id. */
  public Map<Long, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** The statistics after more transactions, in any order. */
  public Statistics after(long newT, List<List<Datom>> transactions) {
    Map<Long, long[]> changes = new HashMap<>();
    transactions.forEach(datoms -> count(changes, datoms));
    return new Statistics(newT, plus(counts, changes));
  }

  private static void count(Map<Long, long[]> changes, List<Datom> datoms) {
    for (Datom datom : datoms) {
      changes.computeIfAbsent(datom.a(), a -> new long[1])[0] += datom.added() ? 1 : -1;
    }
  }

  private static Map<Long, Long> plus(Map<Long, Long> counts, Map<Long, long[]> changes) {
    Map<Long, Long> sums = new TreeMap<>(counts);
    changes.forEach((attribute, change) -> sums.merge(attribute, change[0], Long::sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  /** The key under which they lie; not to be changed. */
  public static byte[] key() {
    return KEY;
  }

  /** The bytes to store. */
  public byte[] encode() {
    KeyWriter bytes = new KeyWriter().writeByte(KNOWN).writeId(t);
    counts.forEach((attribute, count) -> bytes.writeId(attribute).writeId(count));
    return bytes.toBytes();
  }

  /** The bytes that say that they have to be counted anew. */
  static byte[] unknown() {
    return new KeyWriter().writeByte(UNKNOWN).toBytes();
  }

  /**
   * Reads them, with what the log has since.
   *
   * @param t the t of the state
   * @return null if nothing stored says what they are, or it would take long to bring them up to
   *     date
   */
  static @Nullable Statistics read(ReadView view, long t) {
    byte[] stored = view.get(key());
    Statistics known = stored == null ? new Statistics(-1, new TreeMap<>()) : decode(stored);
    if (known == null || known.t > t || t - known.t > MAX_REPLAYED) {
      return null;
    }
    Map<Long, long[]> changes = new HashMap<>();
    try (LogCursor entries = new LogCursor(view, known.t + 1, t + 1)) {
      for (var entry = entries.next(); entry != null; entry = entries.next()) {
        count(changes, entry.datoms());
      }
    }
    return new Statistics(t, plus(known.counts, changes));
  }

  /** The t of those that are stored; 0 if there are none. */
  static long storedT(ReadView view) {
    byte[] stored = view.get(key());
    Statistics known = stored == null ? null : decode(stored);
    return known == null ? 0 : known.t;
  }

  private static @Nullable Statistics decode(byte[] stored) {
    KeyReader reader = new KeyReader(stored);
    if (reader.readByte() != KNOWN) {
      return null;
    }
    long t = reader.readId();
    Map<Long, Long> counts = new TreeMap<>();
    while (!reader.atEnd()) {
      counts.put(reader.readId(), reader.readId());
    }
    return new Statistics(t, counts);
  }

  /** Counts the datoms of a walk. */
  static Statistics count(long t, DatomCursor datoms) {
    Map<Long, Long> counts = new TreeMap<>();
    try (datoms) {
      while (datoms.next()) {
        counts.merge(datoms.a(), 1L, Long::sum);
      }
    }
    return new Statistics(t, counts);
  }
}
