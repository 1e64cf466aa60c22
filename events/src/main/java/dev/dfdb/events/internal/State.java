package dev.dfdb.events.internal;

import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the streams at one root: the ends of streams and the counts of categories, those
 * used last. True only as long as the root is the present one, which a guard on it says. Not safe
 * for several threads.
 */
final class State {

  private static final int MAX_STREAMS = 50_000;
  private static final int MAX_CATEGORIES = 5_000;

  private final Storage storage;
  private final byte[] rootBytes;
  private final EventRoot root;
  private final Map<String, Run> last;
  private final Map<String, Counts> counts;

  /** Stands for a stream without messages. */
  static final Run EMPTY = new Run(0, 0, 0);

  private State(
      Storage storage,
      byte[] rootBytes,
      EventRoot root,
      Map<String, Run> last,
      Map<String, Counts> counts) {
    this.storage = storage;
    this.rootBytes = rootBytes;
    this.root = root;
    this.last = last;
    this.counts = counts;
  }

  /**
   * The present state, of which nothing more is known yet.
   *
   * @throws DatabaseDeletedException if there is none any more
   */
  static State read(Storage storage) {
    byte[] root = rootBytes(storage);
    return new State(
        storage, root, EventRoot.decode(root), bounded(MAX_STREAMS), bounded(MAX_CATEGORIES));
  }

  /**
   * The root of the streams.
   *
   * @throws DatabaseDeletedException if there is none any more
   */
  static byte[] rootBytes(Storage storage) {
    byte[] root = storage.get(EventKeys.root());
    if (root == null) {
      throw new DatabaseDeletedException(
          "the database is gone from the storage: it was deleted; open it again for a new one",
          Map.of());
    }
    return root;
  }

  /** The state after a commit from this one, which is of no use afterwards. */
  State after(EventRoot next, byte[] bytes, Map<String, Run> runs, Map<String, Counts> changed) {
    last.putAll(runs);
    counts.putAll(changed);
    return new State(storage, bytes, next, last, counts);
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }

  EventRoot root() {
    return root;
  }

  byte[] rootBytes() {
    return rootBytes;
  }

  /** Whether it is the present one. */
  boolean isPresent() {
    return Arrays.equals(rootBytes, storage.get(EventKeys.root()));
  }

  /** The last run of a stream. */
  Run last(String stream) {
    Run known = last.get(stream);
    if (known == null) {
      Run found = lastRun(storage, stream);
      known = found == null ? EMPTY : found;
      last.put(stream, known);
    }
    return known;
  }

  static @Nullable Run lastRun(Storage storage, String stream) {
    byte[] prefix = EventKeys.runsOf(stream);
    try (Cursor cursor = storage.scan(KeyRange.prefix(prefix), ScanOptions.REVERSE.withLimit(1))) {
      return cursor.next()
          ? Run.decode(EventKeys.idAfter(prefix.length, cursor.key()), cursor.value())
          : null;
    }
  }

  Counts counts(String category) {
    Counts known = counts.get(category);
    if (known == null) {
      known = Counts.decode(storage.get(EventKeys.category(category)));
      counts.put(category, known);
    }
    return known;
  }

  Storage storage() {
    return storage;
  }
}
