package dev.dfdb.storage.memory;

import java.util.Arrays;

/**
 * A node of the tree: a sorted run of cells, packed into one array. A cell is a key and a value; in
 * an inner node the keys are separators and the values are empty.
 *
 * <p>The bytes begin with the prefix all keys of the node share, once; then follow the cells, each
 * the rest of its key and then its value, without gaps. Cell {@code i} is found by the offsets: the
 * rest of its key begins at {@code offsets[2 * i]}, its value at {@code offsets[2 * i + 1]}, the
 * next cell at {@code offsets[2 * i + 2]}. The first offset is therefore the length of the prefix.
 *
 * <p>A node that readers can see never changes. Until its batch is published, the batch that
 * created it may change it in place.
 */
abstract sealed class Node permits Leaf, Inner {

  /** The number of the batch that created the node and may change it in place. */
  final long batch;

  /** The number of cells. */
  int count;

  /** The prefix and the cells, and perhaps room behind them. */
  byte[] bytes;

  /** {@code 2 * count + 1} offsets, and perhaps room behind them. */
  char[] offsets;

  Node(long batch, int count, byte[] bytes, char[] offsets) {
    this.batch = batch;
    this.count = count;
    this.bytes = bytes;
    this.offsets = offsets;
  }

  Node(long batch, Packer cells) {
    this(batch, cells.count(), cells.bytes(), cells.offsets());
  }

  /** How far the node is filled; a full one has {@link #maxWeight()}. */
  abstract int weight();

  /** The weight a node of its kind aims at and should not pass. */
  abstract int maxWeight();

  /** Whether the node is to be united with a neighbour, if the two fit into half a node. */
  final boolean isUnderfull() {
    return weight() < maxWeight() / 4;
  }

  final int prefixLength() {
    return offsets[0];
  }

  /** Bytes of the cells, without the prefix. */
  final int cellBytes() {
    return offsets[2 * count] - offsets[0];
  }

  final int keyLength(int cell) {
    return offsets[0] + offsets[2 * cell + 1] - offsets[2 * cell];
  }

  final byte[] key(int cell) {
    int prefix = offsets[0];
    int rest = offsets[2 * cell];
    int length = offsets[2 * cell + 1] - rest;
    byte[] key = new byte[prefix + length];
    ShortBytes.copy(bytes, 0, key, 0, prefix);
    ShortBytes.copy(bytes, rest, key, prefix, length);
    return key;
  }

  /** Copies a key into a buffer, as much as fits, and returns the key's length. */
  final int readKey(int cell, byte[] buffer) {
    int prefix = offsets[0];
    int rest = offsets[2 * cell];
    int length = offsets[2 * cell + 1] - rest;
    if (prefix + length <= buffer.length) {
      ShortBytes.copy(bytes, 0, buffer, 0, prefix);
      ShortBytes.copy(bytes, rest, buffer, prefix, length);
    } else {
      int fits = Math.min(prefix, buffer.length);
      ShortBytes.copy(bytes, 0, buffer, 0, fits);
      ShortBytes.copy(bytes, rest, buffer, fits, buffer.length - fits);
    }
    return prefix + length;
  }

  /** The number of leading bytes a key has in common with the prefix. */
  final int sharedWithPrefix(byte[] key) {
    if (ShortBytes.beginAlike(bytes, key, offsets[0])) {
      return offsets[0];
    }
    int length = Math.min(offsets[0], key.length);
    int mismatch = Arrays.mismatch(bytes, 0, length, key, 0, length);
    return mismatch < 0 ? length : mismatch;
  }

  /**
   * Finds the cell with a key.
   *
   * @return its index; or, if there is none, {@code -i - 1} where {@code i} is the number of cells
   *     with smaller keys
   */
  final int find(byte[] key) {
    return find(key, 0);
  }

  /** The same for a key that is above all cells before {@code from}. */
  final int find(byte[] key, int from) {
    int prefix = offsets[0];
    if (!ShortBytes.beginAlike(bytes, key, prefix)) {
      int shared = sharedWithPrefix(key);
      boolean below = shared == key.length || Byte.compareUnsigned(key[shared], bytes[shared]) < 0;
      return below ? -from - 1 : -count - 1;
    }
    long head = ShortBytes.head(key, prefix, key.length);
    int low = from;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int start = offsets[2 * middle];
      int end = offsets[2 * middle + 1];
      int order = Long.compareUnsigned(ShortBytes.head(bytes, start, end), head);
      if (order == 0) {
        order = Arrays.compareUnsigned(bytes, start, end, key, prefix, key.length);
      }
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** Compares the key of a cell with another. */
  final int compare(int cell, byte[] key) {
    int prefix = offsets[0];
    return ShortBytes.beginAlike(bytes, key, prefix)
        ? ShortBytes.compare(
            bytes, offsets[2 * cell], offsets[2 * cell + 1], key, prefix, key.length)
        : Arrays.compareUnsigned(bytes, 0, prefix, key, 0, Math.min(prefix, key.length));
  }

  /** Whether all cells have keys below a key. */
  final boolean isBelow(byte[] key) {
    return count == 0 || compare(count - 1, key) < 0;
  }

  /** The number of cells with keys below a key. */
  final int lowerBound(byte[] key) {
    int cell = find(key);
    return cell >= 0 ? cell : -cell - 1;
  }

  /**
   * The length of the longest prefix that both nodes store, which is one of all keys of both. It
   * may be shorter than the longest they have, never longer.
   */
  static int commonPrefix(Node left, Node right) {
    int length = Math.min(left.offsets[0], right.offsets[0]);
    int mismatch = Arrays.mismatch(left.bytes, 0, length, right.bytes, 0, length);
    return mismatch < 0 ? length : mismatch;
  }

  /** The length of the longest prefix of the keys of the cells from {@code from} to {@code to}. */
  final int commonPrefix(int from, int to) {
    int first = offsets[2 * from];
    int last = offsets[2 * to - 2];
    int length = Math.min(offsets[2 * from + 1] - first, offsets[2 * to - 1] - last);
    int mismatch = Arrays.mismatch(bytes, first, first + length, bytes, last, last + length);
    return offsets[0] + (mismatch < 0 ? length : mismatch);
  }
}
