package dev.dfdb.storage.support;

import java.util.List;

/** Keys as callers of a backend give them. */
public final class Keys {

  private Keys() {}

  /**
   * Refuses the empty key.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static void check(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
  }

  /**
   * Refuses keys one of which is empty.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public static void check(List<byte[]> keys) {
    for (byte[] key : keys) {
      check(key);
    }
  }

  /**
   * A list that stays as it is, of keys none of which is empty. The keys are not copied.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public static List<byte[]> copy(List<byte[]> keys) {
    List<byte[]> copy = List.copyOf(keys);
    check(copy);
    return copy;
  }
}
