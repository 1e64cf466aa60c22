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

  /** What the entries take, by their mean; 1 at least. */
  int meanBytes() {
    long bytes = 0;
    for (KeyValue entry : entries) {
      bytes += entry.getKey().length + entry.getValue().length;
    }
    return (int) (1 + bytes / Math.max(1, entries.size()));
  }
}
