package dev.dfdb.internal.index;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.ScanOptions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges the entries of a cursor with changes in the same order; a change hides the entry of its
 * key.
 */
final class OverlayCursor implements Cursor {

  private final Cursor base;
  private final Iterator<Map.Entry<byte[], byte @Nullable []>> changes;
  private final ScanOptions options;
  private Map.@Nullable Entry<byte[], byte @Nullable []> change;
  private byte @Nullable [] baseKey;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private long given;

  OverlayCursor(
      Cursor base, Iterator<Map.Entry<byte[], byte @Nullable []>> changes, ScanOptions options) {
    this.base = base;
    this.changes = changes;
    this.options = options;
    this.baseKey = base.next() ? base.key() : null;
    this.change = changes.hasNext() ? changes.next() : null;
  }

  @Override
  public boolean next() {
    key = null;
    value = null;
    if (given == options.limit()) {
      return false;
    }
    while (baseKey != null || change != null) {
      if (change == null || (baseKey != null && order(baseKey, change.getKey()) < 0)) {
        take(baseKey, base.value());
        baseKey = base.next() ? base.key() : null;
        return true;
      }
      if (baseKey != null && Arrays.equals(baseKey, change.getKey())) {
        baseKey = base.next() ? base.key() : null;
      }
      Map.Entry<byte[], byte @Nullable []> taken = change;
      change = changes.hasNext() ? changes.next() : null;
      byte[] changed = taken.getValue();
      if (changed != null) {
        take(taken.getKey(), changed);
        return true;
      }
    }
    return false;
  }

  private void take(byte @Nullable [] nextKey, byte[] nextValue) {
    key = nextKey;
    value = nextValue;
    given++;
  }

  private int order(byte[] left, byte[] right) {
    int order = Arrays.compareUnsigned(left, right);
    return options.reverse() ? -order : order;
  }

  @Override
  public byte[] key() {
    return standing(key).clone();
  }

  @Override
  public byte[] value() {
    return standing(value).clone();
  }

  @Override
  public int readKey(byte[] buffer) {
    return copy(standing(key), buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return copy(standing(value), buffer);
  }

  private static int copy(byte[] from, byte[] to) {
    System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
    return from.length;
  }

  private static byte[] standing(byte @Nullable [] part) {
    if (part == null) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return part;
  }

  @Override
  public void close() {
    base.close();
  }
}
