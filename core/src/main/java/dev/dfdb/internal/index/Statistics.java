package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.storage.ReadView;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many live datoms every attribute has after some transaction, and how many datoms there are in
 * the log. Immutable.
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

  private static final int UNKNOWN = 0;
  private static final int KNOWN = 2;

  private final long t;
  private final long logged;
  private final Map<Long, Long> counts;

  private Statistics(long t, long logged, Map<Long, Long> counts) {
    this.t = t;
    this.logged = logged;
    this.counts = counts;
  }

  /** Those of a database that has not begun. */
  static Statistics none() {
    return new Statistics(-1, 0, new TreeMap<>());
  }

  /** The t of the last transaction that they know. */
  public long t() {
    return t;
  }

  /** How many datoms the log has: all that was ever asserted and retracted, and is remembered. */
  public long logged() {
    return logged;
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
    AttributeCounts changes = new AttributeCounts();
    long added = 0;
    for (List<Datom> datoms : transactions) {
      changes.add(datoms);
      added += datoms.size();
    }
    return new Statistics(newT, logged + added, changes.plus(counts));
  }

  /**
   * The same, but for what the log does not have any more.
   *
   * @param forgotten how many datoms of transactions known here are gone
   * @param retracted how many datoms of every attribute, live as far as is known here, were
   *     retracted by what is gone
   */
  Statistics without(long forgotten, Map<Long, Long> retracted) {
    AttributeCounts changes = new AttributeCounts();
    retracted.forEach((attribute, count) -> changes.add(attribute, -count));
    return new Statistics(t, logged - forgotten, changes.plus(counts));
  }

  /** The key under which they lie; not to be changed. */
  public static byte[] key() {
    return KEY;
  }

  /** The bytes to store. */
  public byte[] encode() {
    KeyWriter bytes = new KeyWriter().writeByte(KNOWN).writeId(t).writeId(logged);
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
    Statistics known = stored == null ? none() : decode(stored);
    if (known == null || known.t > t || t - known.t > MAX_REPLAYED) {
      return null;
    }
    AttributeCounts changes = new AttributeCounts();
    long added = 0;
    try (LogCursor entries = new LogCursor(view, known.t + 1, t + 1)) {
      for (var entry = entries.next(); entry != null; entry = entries.next()) {
        changes.add(entry.datoms());
        added += entry.datoms().size();
      }
    }
    return new Statistics(t, known.logged + added, changes.plus(known.counts));
  }

  /** Those that are stored, as they are; null if there are none, or they are unknown. */
  static @Nullable Statistics stored(ReadView view) {
    byte[] stored = view.get(key());
    return stored == null ? null : decode(stored);
  }

  /** The t of those that are stored; 0 if there are none. */
  static long storedT(ReadView view) {
    Statistics known = stored(view);
    return known == null ? 0 : known.t;
  }

  private static @Nullable Statistics decode(byte[] stored) {
    KeyReader reader = new KeyReader(stored);
    if (reader.readByte() != KNOWN) {
      return null;
    }
    long t = reader.readId();
    long logged = reader.readId();
    Map<Long, Long> counts = new TreeMap<>();
    while (!reader.atEnd()) {
      counts.put(reader.readId(), reader.readId());
    }
    return new Statistics(t, logged, counts);
  }

  /** Counts all that is live, and what is in the log. */
  static Statistics count(ReadView view, long t, DatomCursor live) {
    return new Statistics(t, countLog(view, t), count(live));
  }

  /** The number of datoms of every attribute in a walk, by its id. */
  static Map<Long, Long> count(DatomCursor datoms) {
    Map<Long, Long> counts = new TreeMap<>();
    try (datoms) {
      while (datoms.next()) {
        counts.merge(datoms.a(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** The number of datoms in the log up to a transaction. */
  static long countLog(ReadView view, long t) {
    long logged = 0;
    try (LogCursor entries = new LogCursor(view, 0, t + 1)) {
      for (var entry = entries.next(); entry != null; entry = entries.next()) {
        logged += entry.datoms().size();
      }
    }
    return logged;
  }
}
