package dev.dfdb.storage.memory;

/**
 * Packs cells into the arrays of a new node, tightly, under a prefix that may be another than that
 * of the nodes they come from.
 */
final class Packer {

  private final int prefixLength;
  private final byte[] bytes;
  private final char[] offsets;
  private int count;
  private int end;

  /**
   * Makes room.
   *
   * @param prefix begins with the prefix of all cells to come
   * @param prefixLength the length of that prefix
   * @param cells how many cells will be added
   * @param cellBytes how many bytes they have, without the prefix
   */
  Packer(byte[] prefix, int prefixLength, int cells, int cellBytes) {
    this.prefixLength = prefixLength;
    this.end = prefixLength;
    this.bytes = new byte[prefixLength + cellBytes];
    this.offsets = new char[2 * cells + 1];
    if (bytes.length > Character.MAX_VALUE) {
      throw new IllegalStateException("a node of " + bytes.length + " bytes");
    }
    System.arraycopy(prefix, 0, bytes, 0, prefixLength);
    offsets[0] = (char) prefixLength;
  }

  /** The bytes some cells of a node take under a prefix of another length. */
  static int cellBytes(Node source, int from, int to, int prefixLength) {
    return source.offsets[2 * to]
        - source.offsets[2 * from]
        + (to - from) * (source.prefixLength() - prefixLength);
  }

  /** Adds the cells of a node from {@code from}, included, to {@code to}, excluded. */
  Packer add(Node source, int from, int to) {
    if (source.prefixLength() == prefixLength) {
      addSamePrefix(source, from, to);
    } else {
      for (int cell = from; cell < to; cell++) {
        addOtherPrefix(source, cell);
      }
    }
    return this;
  }

  private void addSamePrefix(Node source, int from, int to) {
    int start = source.offsets[2 * from];
    int length = source.offsets[2 * to] - start;
    System.arraycopy(source.bytes, start, bytes, end, length);
    shift(source.offsets, 2 * from + 1, offsets, 2 * count + 1, 2 * (to - from), end - start);
    count += to - from;
    end += length;
  }

  private static void shift(char[] source, int from, char[] target, int at, int length, int move) {
    if (move == 0) {
      System.arraycopy(source, from, target, at, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      target[at + i] = (char) (source[from + i] + move);
    }
  }

  private void addOtherPrefix(Node source, int cell) {
    int fromPrefix = Math.max(0, source.prefixLength() - prefixLength);
    System.arraycopy(source.bytes, prefixLength, bytes, end, fromPrefix);
    end += fromPrefix;
    int rest = source.offsets[2 * cell] + Math.max(0, prefixLength - source.prefixLength());
    int value = source.offsets[2 * cell + 1];
    int next = source.offsets[2 * cell + 2];
    System.arraycopy(source.bytes, rest, bytes, end, next - rest);
    offsets[2 * count + 1] = (char) (end + value - rest);
    end += next - rest;
    offsets[2 * count + 2] = (char) end;
    count++;
  }

  /** Adds one cell, given its whole key. */
  Packer add(byte[] key, byte[] value) {
    int rest = key.length - prefixLength;
    ShortBytes.copy(key, prefixLength, bytes, end, rest);
    ShortBytes.copy(value, 0, bytes, end + rest, value.length);
    offsets[2 * count + 1] = (char) (end + rest);
    end += rest + value.length;
    offsets[2 * count + 2] = (char) end;
    count++;
    return this;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  char[] offsets() {
    return offsets;
  }
}
