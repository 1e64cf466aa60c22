package dev.dfdb.internal.page;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state of a storage, read from kept pages as far as there are some. Safe from any thread. */
final class PagedSnapshot implements Snapshot {

  private final Snapshot stored;
  private final PageCache cache;
  private final long t;
  private volatile boolean closed;

  PagedSnapshot(Snapshot stored, PageCache cache, long t) {
    this.stored = stored;
    this.cache = cache;
    this.t = t;
  }

  PageCache cache() {
    return cache;
  }

  long t() {
    return t;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    checkOpen();
    byte[] end = Arrays.copyOf(key, key.length + 1);
    if (cache.regionOf(key, end) == null) {
      return stored.get(key);
    }
    Page page = cache.at(key, t);
    if (page == null) {
      return read(key.clone(), end);
    }
    int at = page.find(key);
    if (at < 0) {
      return null;
    }
    if (!page.hasValue(at)) {
      cache.forget(page);
      return read(key.clone(), end);
    }
    return page.value(at).clone();
  }

  private byte @Nullable [] read(byte[] key, byte[] end) {
    byte[] value = stored.get(key);
    if (value == null) {
      cache.keep(Page.of(key, end, List.of(), List.of(), t));
    } else if (value.length <= Recorder.LONG_VALUE) {
      cache.keep(Page.of(key, end, List.of(key), List.of(value.clone()), t));
    }
    return value;
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    checkOpen();
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    List<byte[]> missing = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (byte[] key : keys) {
      byte[] end = Arrays.copyOf(key, key.length + 1);
      Page page = cache.regionOf(key, end) == null ? null : cache.at(key, t);
      int at = page == null ? -1 : page.find(key);
      boolean isKnown = page != null && (at < 0 || page.hasValue(at));
      if (!isKnown) {
        places.add(values.size());
        missing.add(key);
      }
      values.add(page == null || at < 0 || !isKnown ? null : page.value(at).clone());
    }
    List<byte @Nullable []> read = missing.isEmpty() ? List.of() : stored.getAll(missing);
    for (int i = 0; i < read.size(); i++) {
      values.set(places.get(i), read.get(i));
    }
    return values;
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    checkOpen();
    byte[] start = range.start();
    byte[] end = range.end();
    Region region =
        start == null || end == null || range.isEmpty() ? null : cache.regionOf(start, end);
    return start == null || end == null || region == null
        ? stored.scan(range, options)
        : new PagedCursor(this, region, start, end, options);
  }

  /** Opens a cursor over what is stored. */
  Cursor scanStored(KeyRange range, ScanOptions options) {
    return stored.scan(range, options);
  }

  @Override
  public boolean isLost() {
    return stored.isLost();
  }

  void checkOpen() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
    }
  }

  @Override
  public void close() {
    closed = true;
    stored.close();
  }
}
