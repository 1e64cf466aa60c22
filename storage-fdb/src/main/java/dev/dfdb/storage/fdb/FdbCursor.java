package dev.dfdb.storage.fdb;

import com.apple.foundationdb.KeyValue;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.support.CloseGate;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cursor over the pages of one state. */
final class FdbCursor implements Cursor {

  private final Pages pages;
  private final CloseGate gate;
  private final Lease lease;
  private Page page;
  private int at = -1;
  private boolean ended;
  private byte @Nullable [] longValue;
  private @Nullable StorageException failure;

  /** Reads the first page. The caller is inside the gate. */
  FdbCursor(Pages pages, CloseGate gate, OpenResources resources) {
    this.pages = pages;
    this.gate = gate;
    this.page = pages.next();
    this.lease = resources.open(OpenResources.Kind.CURSOR, this, () -> {});
  }

  @Override
  public boolean next() {
    checkOpen();
    if (failure != null) {
      throw failure;
    }
    longValue = null;
    if (ended) {
      return false;
    }
    if (++at < page.entries().size()) {
      return true;
    }
    ended = page.isLast() || !turn();
    return !ended;
  }

  /** Goes to the next page; false if there is nothing on it. */
  private boolean turn() {
    try {
      page = gate.inside(pages::next);
    } catch (StorageException e) {
      if (!(e instanceof StorageClosedException)) {
        failure = e; // what was read last can't be gone on from
      }
      ended = true;
      throw e;
    }
    at = 0;
    return !page.entries().isEmpty();
  }

  @Override
  public byte[] key() {
    return pages.keyspace().key(entry().getKey());
  }

  @Override
  public byte[] value() {
    KeyValue entry = entry();
    return Values.isChunked(entry.getValue())
        ? longValue(entry).clone()
        : Values.whole(entry.getValue());
  }

  @Override
  public int readKey(byte[] buffer) {
    return pages.keyspace().readKey(entry().getKey(), buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    KeyValue entry = entry();
    byte[] stored = entry.getValue();
    boolean isElsewhere = Values.isChunked(stored);
    byte[] bytes = isElsewhere ? longValue(entry) : stored;
    int from = isElsewhere ? 0 : 1;
    int length = bytes.length - from;
    System.arraycopy(bytes, from, buffer, 0, Math.min(length, buffer.length));
    return length;
  }

  private byte[] longValue(KeyValue entry) {
    byte[] value = longValue;
    if (value == null) {
      value = gate.inside(() -> pages.longValue(entry));
      longValue = value;
    }
    return value;
  }

  @Override
  public void close() {
    lease.close();
  }

  private KeyValue entry() {
    checkOpen();
    if (at < 0 || ended) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return page.entries().get(at);
  }

  private void checkOpen() {
    if (lease.isClosed()) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "cursor"));
    }
  }
}
