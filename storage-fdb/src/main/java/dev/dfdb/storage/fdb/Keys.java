package dev.dfdb.storage.fdb;

import java.util.List;

/** Keys as callers give them. */
final class Keys {

  private Keys() {}

  /** Refuses the empty key. */
  static void check(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
  }

  /** A list that stays as it is, of keys that are not empty. */
  static List<byte[]> copy(List<byte[]> keys) {
    List<byte[]> copy = List.copyOf(keys);
    copy.forEach(Keys::check);
    return copy;
  }
}
