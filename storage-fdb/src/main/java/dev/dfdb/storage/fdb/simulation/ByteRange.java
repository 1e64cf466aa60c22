package dev.dfdb.storage.fdb.simulation;

import java.util.Arrays;

/**
 * A range of keys.
 *
 * @param begin the first key of it
 * @param end the first key behind it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ByteRange(byte[] begin, byte[] end) {

  /** One key. */
  static ByteRange of(byte[] key) {
    return new ByteRange(key, Arrays.copyOf(key, key.length + 1));
  }

  boolean meets(ByteRange other) {
    return Arrays.compareUnsigned(begin, other.end) < 0
        && Arrays.compareUnsigned(other.begin, end) < 0;
  }

  boolean contains(byte[] key) {
    return Arrays.compareUnsigned(begin, key) <= 0 && Arrays.compareUnsigned(key, end) < 0;
  }

  long size() {
    return (long) begin.length + end.length;
  }
}
