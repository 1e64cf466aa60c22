package dev.dfdb.storage.postgres;

import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of a batch come to: ranges to delete first, then at most one change for each
 * key, in key order, so that one statement makes all changes of a kind and none meets a row twice.
 */
final class Changes {

  private final List<KeyRange> ranges = new ArrayList<>();
  /** The value of each key that changes; null where it is deleted. */
  private final NavigableMap<byte[], byte @Nullable []> keys =
      new TreeMap<>(Arrays::compareUnsigned);

  private Changes() {}

  static Changes of(List<Operation> operations) {
    Changes changes = new Changes();
    operations.forEach(changes::add);
    return changes;
  }

  private void add(Operation operation) {
    if (operation instanceof Operation.Put put) {
      keys.put(put.key(), put.value());
    } else if (operation instanceof Operation.Delete delete) {
      keys.put(delete.key(), null);
    } else if (operation instanceof Operation.DeleteRange delete
        && !delete.range().isEmpty()) {
      within(delete.range()).clear();
      ranges.add(delete.range());
    }
  }

  private NavigableMap<byte[], byte @Nullable []> within(KeyRange range) {
    byte[] start = range.start();
    byte[] end = range.end();
    NavigableMap<byte[], byte @Nullable []> above =
        start == null ? keys : keys.tailMap(start, true);
    return end == null ? above : above.headMap(end, false);
  }

  /** The starts of the ranges to delete, empty for none. */
  byte[][] starts() {
    return ranges.stream()
        .map(KeyRange::start)
        .map(start -> start == null ? new byte[0] : start)
        .toArray(byte[][]::new);
  }

  /** Their ends, null for none. */
  byte[] @Nullable [] ends() {
    return ranges.stream().map(KeyRange::end).toArray(byte[][]::new);
  }

  /**
   * The changes of keys in parts that a statement can hold.
   *
   * @param bytes how many bytes of keys and values make a part
   * @return at least one part
   */
  List<Part> parts(long bytes) {
    List<Part> parts = new ArrayList<>();
    Part part = new Part();
    for (Map.Entry<byte[], byte @Nullable []> change : keys.entrySet()) {
      if (part.bytes >= bytes) {
        parts.add(part);
        part = new Part();
      }
      part.add(change.getKey(), change.getValue());
    }
    parts.add(part);
    return parts;
  }

  /** What one statement changes. */
  static final class Part {

    private final List<byte[]> deletes = new ArrayList<>();
    private final List<byte[]> putKeys = new ArrayList<>();
    private final List<byte[]> putValues = new ArrayList<>();
    private long bytes;

    private void add(byte[] key, byte @Nullable [] value) {
      if (value == null) {
        deletes.add(key);
        bytes += key.length;
      } else {
        put(key, value);
      }
    }

    /** Adds an entry; its key must be above all before. */
    void put(byte[] key, byte[] value) {
      putKeys.add(key);
      putValues.add(value);
      bytes += (long) key.length + value.length;
    }

    byte[][] deletes() {
      return deletes.toArray(byte[][]::new);
    }

    byte[][] putKeys() {
      return putKeys.toArray(byte[][]::new);
    }

    byte[][] putValues() {
      return putValues.toArray(byte[][]::new);
    }
  }
}
