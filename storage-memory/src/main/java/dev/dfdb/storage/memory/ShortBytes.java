package dev.dfdb.storage.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Copying runs of few bytes. {@link System#arraycopy} is called through a stub that takes longer
 * than a step of a scan does otherwise; the keys and values of an index are mostly short enough to
 * be copied as two or three numbers, which may overlap.
 */
final class ShortBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ShortBytes() {}

  /**
   * The first eight bytes of a run as a number, as if zeros followed it. Two runs whose numbers
   * differ are in the order of the numbers, unsigned; those with equal ones have to be compared.
   */
  static long head(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    int beyond = from - (bytes.length - Long.BYTES);
    long head;
    if (beyond <= 0) {
      head = (long) BIG_ENDIAN_LONG.get(bytes, from);
    } else if (bytes.length >= Long.BYTES) {
      head = (long) BIG_ENDIAN_LONG.get(bytes, bytes.length - Long.BYTES) << (8 * beyond);
    } else {
      return headOfFew(bytes, from, length);
    }
    return length >= Long.BYTES ? head : head & (-1L << (64 - 8 * length));
  }

  private static long headOfFew(byte[] bytes, int from, int length) {
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (bytes[from + i] & 0xFFL) << (56 - 8 * i);
    }
    return head;
  }

  /** Compares two runs as unsigned bytes; most differ in the first eight. */
  static int compare(byte[] one, int oneFrom, int oneTo, byte[] other, int otherFrom, int otherTo) {
    int order = Long.compareUnsigned(head(one, oneFrom, oneTo), head(other, otherFrom, otherTo));
    return order != 0
        ? order
        : Arrays.compareUnsigned(one, oneFrom, oneTo, other, otherFrom, otherTo);
  }

  /** Whether two arrays begin with the same bytes; the first has that many. */
  static boolean beginAlike(byte[] one, byte[] other, int length) {
    if (length > other.length) {
      return false;
    }
    int first = Math.min(length, Long.BYTES);
    return head(one, 0, first) == head(other, 0, first)
        && (length == first || Arrays.equals(one, first, length, other, first, length));
  }

  /** Does what {@link System#arraycopy} does, from one array to another. */
  static void copy(byte[] source, int from, byte[] target, int to, int length) {
    if (length > Long.BYTES) {
      if (length <= 3 * Long.BYTES) {
        int last = length - Long.BYTES;
        int middle = Math.min(Long.BYTES, last);
        LONG.set(target, to, (long) LONG.get(source, from));
        LONG.set(target, to + middle, (long) LONG.get(source, from + middle));
        LONG.set(target, to + last, (long) LONG.get(source, from + last));
      } else {
        System.arraycopy(source, from, target, to, length);
      }
    } else if (length >= Integer.BYTES) {
      int last = length - Integer.BYTES;
      INT.set(target, to, (int) INT.get(source, from));
      INT.set(target, to + last, (int) INT.get(source, from + last));
    } else if (length > 0) {
      int middle = length >>> 1;
      int last = length - 1;
      target[to] = source[from];
      target[to + middle] = source[from + middle];
      target[to + last] = source[from + last];
    }
  }

  /**
   * Copies a prefix and what follows it to the beginning of a target that has room for both. The
   * prefix is at the beginning of the source.
   */
  static void join(byte[] source, int prefix, int from, int length, byte[] target) {
    if (prefix <= Long.BYTES && prefix + length >= Long.BYTES) {
      // What is copied beyond the prefix is covered next.
      LONG.set(target, 0, (long) LONG.get(source, 0));
    } else {
      copy(source, 0, target, 0, prefix);
    }
    copy(source, from, target, prefix, length);
  }
}
