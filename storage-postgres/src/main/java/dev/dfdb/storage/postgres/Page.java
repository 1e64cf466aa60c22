package dev.dfdb.storage.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Entries read in one round trip.
 *
 * @param keys the keys, in the order of the scan
 * @param values their values; null for a long one, which was left out
 * @param count how many there are; the arrays may be longer
 */
@SuppressWarnings("ArrayRecordComponent") // data in transit, never compared
record Page(byte[][] keys, byte[] @Nullable [] values, int count) {

  static final Page EMPTY = new Page(new byte[0][], new byte[0][], 0);

  /** Whether the range may go on behind it. */
  boolean isFull() {
    return count == keys.length;
  }

  /** The last key. */
  byte[] lastKey() {
    return keys[count - 1];
  }

  /** Whether a value was left out. */
  boolean hasLongValues() {
    for (int i = 0; i < count; i++) {
      if (values[i] == null) {
        return true;
      }
    }
    return false;
  }
}
