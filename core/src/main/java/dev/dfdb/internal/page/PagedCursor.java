package dev.dfdb.internal.page;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A walk over kept pages as long as each goes on where the one before ended, then over what is
 * stored to the end, from which pages are made: so it asks the storage once at most.
 */
final class PagedCursor implements Cursor {

  private final PagedSnapshot snapshot;
  private final boolean hasLongValues;
  private final boolean reverse;

  /** What is still to come lies between these, and in the page. */
  private byte[] start;

  private byte[] end;
  private long remaining;
  private @Nullable Page page;
  private int at;
  private int stop;

  private volatile @Nullable Cursor stored;
  private @Nullable Recorder recorder;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private boolean standing;

  /** Held by the thread that reads, and for good by the one that closes. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private volatile boolean closed;

  PagedCursor(
      PagedSnapshot snapshot, Region region, byte[] start, byte[] end, ScanOptions options) {
    this.snapshot = snapshot;
    this.hasLongValues = region.hasLongValues();
    this.start = start;
    this.end = end;
    this.reverse = options.reverse();
    this.remaining = options.limit();
  }

  @Override
  public boolean next() {
    if (!busy.compareAndSet(false, true)) {
      throw closedError();
    }
    try {
      checkOpen();
      leave();
      standing = remaining > 0 && (stored != null ? nextStored() : nextKept());
      remaining -= standing ? 1 : 0;
      return standing;
    } finally {
      busy.set(false);
    }
  }

  private boolean nextKept() {
    while (true) {
      Page kept = page;
      if (kept == null) {
        kept = turn();
      }
      if (kept == null) {
        return Arrays.compareUnsigned(start, end) < 0 && begin() && nextStored();
      }
      at += reverse ? -1 : 1;
      if (at != stop) {
        return true;
      }
      if (reverse) {
        end = kept.start();
      } else {
        start = kept.end();
      }
      page = null;
    }
  }

  /** Goes to the page that comes next, if it is kept. */
  private @Nullable Page turn() {
    if (Arrays.compareUnsigned(start, end) >= 0) {
      return null;
    }
    PageCache cache = snapshot.cache();
    Page next = reverse ? cache.before(end, snapshot.t()) : cache.at(start, snapshot.t());
    if (next == null) {
      return null;
    }
    page = next;
    int first = next.firstFrom(start);
    int behind = next.firstFrom(end);
    at = reverse ? behind : first - 1;
    stop = reverse ? first - 1 : behind;
    return next;
  }

  /** Goes to the storage for the rest. */
  private boolean begin() {
    ScanOptions rest = new ScanOptions(reverse, remaining);
    Cursor opened = snapshot.scanStored(KeyRange.closedOpen(start, end), rest);
    stored = opened;
    if (closed) {
      opened.close(); // by who did not see it yet
      throw closedError();
    }
    recorder = new Recorder(snapshot.cache(), snapshot.t(), reverse, reverse ? end : start);
    return true;
  }

  private boolean nextStored() {
    Cursor cursor = stored;
    Recorder records = recorder;
    if (cursor == null) {
      return false;
    }
    if (cursor.next()) {
      if (records != null) {
        key = cursor.key();
        value = hasLongValues ? null : cursor.value();
      }
      return true;
    }
    if (records != null) {
      records.end(reverse ? start : end);
      recorder = null;
    }
    return false;
  }

  /** Records the entry that it stands on, before it goes to another. */
  private void leave() {
    Recorder records = recorder;
    byte[] left = key;
    if (standing && records != null && left != null) {
      record(records, left, value);
      if (!records.records()) {
        records.flush();
        recorder = null;
      }
    }
    key = null;
    value = null;
  }

  private static void record(Recorder records, byte[] key, byte @Nullable [] value) {
    if (value == null) {
      records.add(key);
    } else {
      records.add(key, value);
    }
  }

  private byte[] storedValue() {
    Cursor cursor = stored;
    if (cursor == null) {
      throw new IllegalStateException("the cursor does not stand on a stored entry");
    }
    return cursor.value();
  }

  @Override
  public byte[] key() {
    return currentKey().clone();
  }

  @Override
  public byte[] value() {
    return currentValue().clone();
  }

  @Override
  public int readKey(byte[] buffer) {
    Cursor cursor = stored;
    return cursor != null && key == null && standing
        ? cursor.readKey(buffer)
        : copy(currentKey(), buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return copy(currentValue(), buffer);
  }

  private byte[] currentKey() {
    checkStanding();
    Page kept = page;
    if (kept != null) {
      return kept.key(at);
    }
    byte[] known = key;
    Cursor cursor = stored;
    return known != null || cursor == null ? nonNull(known) : cursor.key();
  }

  private byte[] currentValue() {
    checkStanding();
    Page kept = page;
    if (kept != null && kept.hasValue(at)) {
      return kept.value(at);
    }
    if (kept != null) {
      readOn(kept);
    }
    byte[] known = value;
    if (known == null) {
      known = storedValue();
      value = known;
    }
    return known;
  }

  /** Goes to the storage from here on, for values that nobody had asked for before. */
  private void readOn(Page kept) {
    byte[] here = kept.key(at);
    snapshot.cache().forget(kept);
    if (reverse) {
      end = Arrays.copyOf(here, here.length + 1);
    } else {
      start = here;
    }
    page = null;
    remaining++;
    boolean isThere = begin() && nextStored();
    remaining--;
    if (!isThere) {
      throw new IllegalStateException("an entry is gone from a state that does not change");
    }
  }

  private static byte[] nonNull(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return bytes;
  }

  private static int copy(byte[] bytes, byte[] buffer) {
    System.arraycopy(bytes, 0, buffer, 0, Math.min(bytes.length, buffer.length));
    return bytes.length;
  }

  private void checkStanding() {
    checkOpen();
    if (!standing) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw closedError();
    }
    snapshot.checkOpen();
  }

  private static StorageClosedException closedError() {
    return new StorageClosedException("used after it was closed", Map.of("what", "cursor"));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean isAlone = busy.compareAndSet(false, true);
    Recorder records = recorder;
    if (isAlone && records != null) {
      close(records);
    }
    Cursor cursor = stored;
    if (cursor != null) {
      cursor.close();
    }
  }

  /** Has what was passed kept, and where it stands too if that was read. */
  private void close(Recorder records) {
    byte[] last = key;
    if (standing && last != null) {
      record(records, last, value);
    }
    records.flush();
    recorder = null;
  }
}
