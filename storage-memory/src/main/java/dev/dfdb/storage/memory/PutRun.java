package dev.dfdb.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in ascending order of their keys, which go into the tree a leaf at a time: all that
 * belong into a leaf go in together.
 *
 * <p>Indexes are written in such runs, and so is whatever is copied from another storage.
 */
final class PutRun {

  private byte[][] keys = new byte[16][];
  private byte[][] values = new byte[16][];
  private int size;
  private int next;

  /** Whether an entry with this key can be added. */
  boolean isBelow(byte[] key) {
    return size == 0 || Arrays.compareUnsigned(keys[size - 1], key) < 0;
  }

  void add(byte[] key, byte[] value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    keys[size] = key;
    values[size++] = value;
  }

  void clear() {
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(values, 0, size, null);
    size = 0;
    next = 0;
  }

  /** Whether some entry is not in the tree yet. */
  boolean hasNext() {
    return next < size;
  }

  /** The first entry that is not in the tree yet. */
  int next() {
    return next;
  }

  int size() {
    return size;
  }

  byte[] key(int entry) {
    return keys[entry];
  }

  byte[] value(int entry) {
    return values[entry];
  }

  /** Notes that the entries before one are in the tree. */
  void advanceTo(int entry) {
    next = entry;
  }

  /** Whether the next entry belongs below a separator, as all do if there is none. */
  boolean isBelow(@Nullable Inner boundAt, int boundCell) {
    return isBelow(boundAt, boundCell, next);
  }

  private boolean isBelow(@Nullable Inner boundAt, int boundCell, int entry) {
    return boundAt == null || boundAt.compare(boundCell, keys[entry]) > 0;
  }

  /** The end of the entries that belong below a separator, as the next one does. */
  int endBelow(@Nullable Inner boundAt, int boundCell) {
    if (boundAt == null) {
      return size;
    }
    int below = next;
    int end = size;
    for (int step = 1; below + step < end; step *= 2) {
      if (isBelow(boundAt, boundCell, below + step)) {
        below += step;
      } else {
        end = below + step;
      }
    }
    while (end - below > 1) {
      int middle = (below + end) >>> 1;
      if (isBelow(boundAt, boundCell, middle)) {
        below = middle;
      } else {
        end = middle;
      }
    }
    return end;
  }
}
