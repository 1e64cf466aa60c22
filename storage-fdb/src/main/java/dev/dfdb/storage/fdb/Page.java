package dev.dfdb.storage.fdb;

import com.apple.foundationdb.KeyValue;
import java.util.List;

/**
 * Entries read at once, as they stand in the cluster.
 *
 * @param entries the entries, in the order of the scan
 * @param isLast whether the range ends with them
 */
record Page(List<KeyValue> entries, boolean isLast) {

  static final Page NONE = new Page(List.of(), true);

  /** A reply of the cluster holds so many bytes and the entry that goes beyond. */
  static final int REPLY_BYTES = 80_000;

  /** What an entry counts for in a reply. */
  static long bytes(KeyValue entry) {
    return 8L + entry.getKey().length + entry.getValue().length;
  }

  /** What the entries take, by their mean; 1 at least. */
  int meanBytes() {
    long bytes = 0;
    for (KeyValue entry : entries) {
      bytes += bytes(entry);
    }
    return (int) (1 + bytes / Math.max(1, entries.size()));
  }
}
