package dev.dfdb.storage.memory;

import java.util.Arrays;

/**
 * Entries in ascending order of their keys, which go into the tree a leaf at a time: all that
 * belong into a leaf go in together.
 *
 * <p>Indexes are written in such runs, and so is whatever is copied from another storage.
 */
final class PutRun {

  private byte[][] keys = new byte[32][];
  private byte[][] values = new byte[32][];
  private int size;
  private int next;

  /** Whether an entry with this key can be added. */
  boolean isBelow(byte[] key) {
    if (size == 0) {
      return true;
    }
    byte[] last = keys[size - 1];
    return ShortBytes.compare(last, 0, last.length, key, 0, key.length) < 0;
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

  /**
   * The end of the entries that belong below a separator, as the next one does.
   *
   * @param node where the separator is
   * @param end where those end that may
   */
  int endBelow(Inner node, int separator, int end) {
    int below = next;
    int above = end;
    for (int step = 1; below + step < above; step *= 2) {
      if (node.compare(separator, keys[below + step]) > 0) {
        below += step;
      } else {
        above = below + step;
      }
    }
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (node.compare(separator, keys[middle]) > 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }
}
