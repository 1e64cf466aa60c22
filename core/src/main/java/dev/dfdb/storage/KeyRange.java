package dev.dfdb.storage;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An interval of keys. Whatever bounds it is made from, it is held in one form, from an included
 * start to an excluded end: the keys after {@code k} begin at {@code k} followed by a zero byte.
 *
 * <p>A range whose start is not below its end is empty, and scanning it gives nothing.
 */
public final class KeyRange {

  private static final KeyRange ALL = new KeyRange(null, null);

  private final byte @Nullable [] start;
  private final byte @Nullable [] end;

  private KeyRange(byte @Nullable [] start, byte @Nullable [] end) {
    this.start = start;
    this.end = end;
  }

  /** Every key. */
  public static KeyRange all() {
    return ALL;
  }

  /** The keys that begin with {@code prefix}; every key for an empty one. */
  public static KeyRange prefix(byte[] prefix) {
    return prefix.length == 0 ? ALL : new KeyRange(prefix.clone(), afterPrefix(prefix));
  }

  /** The one key. */
  public static KeyRange only(byte[] key) {
    return new KeyRange(key.clone(), after(key));
  }

  /**
   * Any interval.
   *
   * @param lower the lower bound, or null for none
   * @param lowerIncluded whether the lower bound itself belongs to the range
   * @param upper the upper bound, or null for none
   * @param upperIncluded whether the upper bound itself belongs to the range
   */
  public static KeyRange between(
      byte @Nullable [] lower,
      boolean lowerIncluded,
      byte @Nullable [] upper,
      boolean upperIncluded) {
    return new KeyRange(
        lower == null ? null : lowerIncluded ? lower.clone() : after(lower),
        upper == null ? null : upperIncluded ? after(upper) : upper.clone());
  }

  /** From {@code start}, included, to {@code end}, excluded. */
  public static KeyRange closedOpen(byte[] start, byte[] end) {
    return new KeyRange(start.clone(), end.clone());
  }

  /** {@code key} and all keys above it. */
  public static KeyRange atLeast(byte[] key) {
    return new KeyRange(key.clone(), null);
  }

  /** The keys below {@code key}. */
  public static KeyRange below(byte[] key) {
    return new KeyRange(null, key.clone());
  }

  /** The first key that may be in the range, or null where it has no lower bound. A copy. */
  public byte @Nullable [] start() {
    return start == null ? null : start.clone();
  }

  /** The first key above the range, or null where it has no upper bound. A copy. */
  public byte @Nullable [] end() {
    return end == null ? null : end.clone();
  }

  /** Whether no key can be in the range. */
  public boolean isEmpty() {
    if (end == null) {
      return false;
    }
    return start == null ? end.length == 0 : Arrays.compareUnsigned(start, end) >= 0;
  }

  /** Whether a key is in the range. */
  public boolean contains(byte[] key) {
    return (start == null || Arrays.compareUnsigned(key, start) >= 0)
        && (end == null || Arrays.compareUnsigned(key, end) < 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyRange that
        && Arrays.equals(start, that.start)
        && Arrays.equals(end, that.end);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(start) + Arrays.hashCode(end);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return "["
        + (start == null ? "" : hex.formatHex(start))
        + ".."
        + (end == null ? "" : hex.formatHex(end))
        + ")";
  }

  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static byte @Nullable [] afterPrefix(byte[] prefix) {
    int last = prefix.length - 1;
    while (last >= 0 && prefix[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return null;
    }
    byte[] successor = Arrays.copyOf(prefix, last + 1);
    successor[last]++;
    return successor;
  }
}
