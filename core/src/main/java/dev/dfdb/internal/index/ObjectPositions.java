package dev.dfdb.internal.index;

/** Where objects stand in an array without repetition: a hash table. Immutable. */
final class ObjectPositions {

  private final Object[] keys;
  /** One more than the position; 0 where there is none. */
  private final int[] table;

  ObjectPositions(Object[] keys, int size) {
    this.keys = keys;
    this.table = new int[Integer.highestOneBit(Math.max(8, size)) << 2];
    for (int i = 0; i < size; i++) {
      int at = slot(keys[i]);
      while (table[at] != 0) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = i + 1;
    }
  }

  private int slot(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & (table.length - 1);
  }

  /** The position of a key, or -1. */
  int find(Object key) {
    int at = slot(key);
    while (table[at] != 0) {
      int position = table[at] - 1;
      if (keys[position].equals(key)) {
        return position;
      }
      at = (at + 1) & (table.length - 1);
    }
    return -1;
  }
}
