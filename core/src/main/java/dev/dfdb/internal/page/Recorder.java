package dev.dfdb.internal.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Makes pages of what a cursor passes, as long as it may. Used by one thread at a time. */
final class Recorder {

  /** Longer values are not kept. */
  static final int LONG_VALUE = 32 << 10;

  private static final int MOST_ENTRIES = 128;
  private static final int MOST_BYTES = 16 << 10;

  private final PageCache cache;
  private final long t;
  private final boolean reverse;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private byte[] from;
  private int bytes;
  private long left;

  /**
   * Records nothing so far.
   *
   * @param from the bound that the cursor begins at
   */
  Recorder(PageCache cache, long t, boolean reverse, byte[] from) {
    this.cache = cache;
    this.t = t;
    this.reverse = reverse;
    this.from = from;
    this.left = cache.share();
  }

  /** Whether more may be put in. */
  boolean records() {
    return left > 0;
  }

  /** The cursor has passed an entry whose value nobody asked for. */
  void add(byte[] key) {
    add(key, Page.UNREAD);
  }

  /** The cursor has passed an entry. */
  void add(byte[] key, byte[] value) {
    if (value.length > LONG_VALUE) {
      leaveOut(key);
      return;
    }
    keys.add(key);
    values.add(value);
    bytes += key.length + value.length + Page.ENTRY_BYTES;
    if (keys.size() == MOST_ENTRIES || bytes > MOST_BYTES) {
      flush();
    }
  }

  /** The cursor has passed an entry that is not kept. */
  private void leaveOut(byte[] key) {
    keepTo(reverse ? behind(key) : key);
    from = reverse ? key : behind(key);
  }

  /** The cursor is closed where it stands. */
  void flush() {
    if (!keys.isEmpty()) {
      byte[] last = keys.get(keys.size() - 1);
      keepTo(reverse ? last : behind(last));
    }
  }

  /** The cursor has passed everything up to its other bound. */
  void end(byte[] bound) {
    keepTo(bound);
  }

  private void keepTo(byte[] bound) {
    left -= bytes + Page.PAGE_BYTES;
    if (reverse) {
      Collections.reverse(keys);
      Collections.reverse(values);
    }
    byte[] start = reverse ? bound : from;
    byte[] end = reverse ? from : bound;
    if (Arrays.compareUnsigned(start, end) < 0) {
      cache.keep(Page.of(start, end, keys, values, t));
    }
    from = bound;
    keys.clear();
    values.clear();
    bytes = 0;
  }

  private static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }
}
