package dev.dfdb.internal.index;

/**
 * Where longs stand in a sorted array without repetition. Ids that lie close together, as those of
 * the entities of one kind mostly do, are looked up in a table by their distance from the first;
 * others in a hash table. Immutable.
 */
final class LongPositions {

  private static final int SPARSE = 8;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long[] keys;
  private final long first;
  private final boolean isDirect;
  /** One more than the position; 0 where there is none. */
  private final int[] table;

  private final int shift;

  LongPositions(long[] keys, int size) {
    this.keys = keys;
    this.first = size == 0 ? 0 : keys[0];
    long span = size == 0 ? 0 : keys[size - 1] - first;
    this.isDirect = span >= 0 && span < 64L + (long) SPARSE * size && span < Integer.MAX_VALUE - 8;
    int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(2 * Math.max(1, size)));
    this.table = new int[isDirect ? (int) span + 1 : 1 << bits];
    this.shift = Long.SIZE - bits;
    for (int i = 0; i < size; i++) {
      put(keys[i], i);
    }
  }

  private void put(long key, int position) {
    if (isDirect) {
      table[(int) (key - first)] = position + 1;
      return;
    }
    int at = (int) ((key * GOLDEN) >>> shift);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = position + 1;
  }

  /** The position of a key, or -1. */
  int find(long key) {
    if (isDirect) {
      long at = key - first;
      return at >= 0 && at < table.length ? table[(int) at] - 1 : -1;
    }
    int at = (int) ((key * GOLDEN) >>> shift);
    while (table[at] != 0) {
      int position = table[at] - 1;
      if (keys[position] == key) {
        return position;
      }
      at = (at + 1) & (table.length - 1);
    }
    return -1;
  }

  int bytes() {
    return 4 * table.length;
  }
}
