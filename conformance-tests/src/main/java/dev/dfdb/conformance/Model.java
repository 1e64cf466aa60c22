package dev.dfdb.conformance;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store should be: a sorted map in the plainest form, without any cleverness. */
final class Model {

  private final Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  /** A model of its own with the same content. */
  Model copy() {
    Model copy = new Model();
    copy.entries.putAll(entries);
    return copy;
  }

  byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  void clear() {
    entries.clear();
  }

  /** What a scan should give. */
  List<Entry> scan(KeyRange range, ScanOptions options) {
    List<Entry> found = new ArrayList<>();
    entries.forEach((key, value) -> {
      if (range.contains(key)) {
        found.add(new Entry(key, value));
      }
    });
    if (options.reverse()) {
      Collections.reverse(found);
    }
    return found.subList(0, (int) Math.min(found.size(), options.limit()));
  }

  /** The position of the first guard that does not hold, or -1 if all do. */
  int failedGuard(WriteBatch batch) {
    int position = 0;
    for (Guard guard : batch.guards()) {
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      if (!Arrays.equals(expected, entries.get(guard.key()))) {
        return position;
      }
      position++;
    }
    return -1;
  }

  /** Applies a batch whose guards hold. */
  void apply(WriteBatch batch) {
    for (Operation operation : batch.operations()) {
      if (operation instanceof Operation.Put put) {
        entries.put(put.key(), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        entries.remove(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        entries.keySet().removeIf(delete.range()::contains);
      }
    }
  }
}
