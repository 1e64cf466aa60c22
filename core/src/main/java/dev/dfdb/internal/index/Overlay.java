package dev.dfdb.internal.index;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state of a storage with changes laid over it that are not written yet: what the second
 * transaction of a group is evaluated against. Several threads may read it, as those of a
 * transaction function; changes must not be added meanwhile, nor while a cursor is open.
 */
public final class Overlay implements ReadView {

  private final ReadView base;
  private final NavigableMap<byte[], byte @Nullable []> laid =
      new TreeMap<>(Arrays::compareUnsigned);

  /** What was added, and is laid over the rest when something is read: often nothing is. */
  private final Deque<Writes> added = new ArrayDeque<>();

  /** Lays nothing over {@code base} so far; does not own it. */
  public Overlay(ReadView base) {
    this.base = base instanceof LastingView lasting ? lasting.exact() : base;
  }

  /** Lays changes over what is there. */
  public synchronized void add(Writes writes) {
    added.add(writes);
  }

  private synchronized NavigableMap<byte[], byte @Nullable []> changes() {
    for (Writes next = added.poll(); next != null; next = added.poll()) {
      next.addTo(laid);
    }
    return laid;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    NavigableMap<byte[], byte @Nullable []> changes = changes();
    return changes.containsKey(key) ? changes.get(key) : base.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    keys.forEach(key -> values.add(get(key)));
    return values;
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    ScanOptions unlimited = options.withLimit(Long.MAX_VALUE);
    NavigableMap<byte[], byte @Nullable []> within = within(range);
    return new OverlayCursor(
        base.scan(range, unlimited),
        (options.reverse() ? within.descendingMap() : within).entrySet().iterator(),
        options);
  }

  private NavigableMap<byte[], byte @Nullable []> within(KeyRange range) {
    if (range.isEmpty()) {
      return new TreeMap<>(Arrays::compareUnsigned);
    }
    byte[] start = range.start();
    byte[] end = range.end();
    NavigableMap<byte[], byte @Nullable []> within =
        start == null ? changes() : changes().tailMap(start, true);
    return end == null ? within : within.headMap(end, false);
  }

  @Override
  public void close() {}
}
