package dev.dfdb.internal.page;

import java.util.Arrays;
import java.util.List;

/** All the entries of a storage between two keys, as they were from some t on. */
final class Page {

  /** What an entry takes beside its bytes, and a page beside its entries. */
  static final int ENTRY_BYTES = 48;

  static final int PAGE_BYTES = 200;

  /** Stands for the value of an entry of which only the key was read. */
  static final byte[] UNREAD = {};

  private final byte[] start;
  private final byte[] end;
  private final byte[][] keys;
  private final byte[][] values;
  private final long since;
  private final long bytes;
  private volatile boolean used;

  /** Guarded by the cache. */
  private boolean dropped;

  private Page(byte[] start, byte[] end, byte[][] keys, byte[][] values, long since) {
    this.start = start;
    this.end = end;
    this.keys = keys;
    this.values = values;
    this.since = since;
    this.bytes = bytesOf(start, end, keys, values);
  }

  /**
   * A page; nothing given must be changed any more.
   *
   * @param start the first key it may hold
   * @param end the first key behind it
   * @param keys its keys in their order
   * @param values the value of each, or {@link #UNREAD} itself
   * @param since the t of the state it was read from
   */
  static Page of(byte[] start, byte[] end, List<byte[]> keys, List<byte[]> values, long since) {
    return new Page(start, end, keys.toArray(byte[][]::new), values.toArray(byte[][]::new), since);
  }

  byte[] start() {
    return start;
  }

  byte[] end() {
    return end;
  }

  long since() {
    return since;
  }

  int size() {
    return keys.length;
  }

  byte[] key(int at) {
    return keys[at];
  }

  /** Whether the value of an entry was read, too. */
  boolean hasValue(int at) {
    return values[at] != UNREAD;
  }

  byte[] value(int at) {
    return values[at];
  }

  /** Where the first entry is that is not below a key. */
  int firstFrom(byte[] key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(keys[middle], key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where the entry of a key is; -1 if there is none. */
  int find(byte[] key) {
    int at = firstFrom(key);
    return at < keys.length && Arrays.equals(keys[at], key) ? at : -1;
  }

  /** The part of it between two keys that lie within it. */
  Page part(byte[] from, byte[] to) {
    int first = firstFrom(from);
    int behind = firstFrom(to);
    return new Page(
        from,
        to,
        Arrays.copyOfRange(keys, first, behind),
        Arrays.copyOfRange(values, first, behind),
        since);
  }

  private static long bytesOf(byte[] start, byte[] end, byte[][] keys, byte[][] values) {
    long bytes = (long) PAGE_BYTES + start.length + end.length;
    for (int i = 0; i < keys.length; i++) {
      bytes += ENTRY_BYTES + keys[i].length + values[i].length;
    }
    return bytes;
  }

  /** About how much memory it takes. */
  long bytes() {
    return bytes;
  }

  /** Notes that it was of use. */
  void use() {
    if (!used) {
      used = true;
    }
  }

  /** Whether it was of use since this was asked last. */
  boolean wasUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  /** Notes that it is not kept any more. */
  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }
}
