package dev.dfdb.conformance.tutorial;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Kind;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// snippet: cursor
/** A walk over one state. */
final class JournalCursor implements Cursor {

  private final Iterator<Map.Entry<byte[], byte[]>> entries;
  private final Lease lease;
  private long left;
  private Map.@Nullable Entry<byte[], byte[]> current;

  JournalCursor(State state, KeyRange range, ScanOptions options, OpenResources resources) {
    this.entries = state.slice(range, options.reverse()).entrySet().iterator();
    this.left = options.limit();
    this.lease = resources.open(Kind.CURSOR, this, () -> {});
  }

  @Override
  public boolean next() {
    checkOpen();
    boolean found = left > 0 && entries.hasNext();
    current = found ? entries.next() : null;
    left = found ? left - 1 : 0;
    return found;
  }

  @Override
  public byte[] key() {
    return entry().getKey().clone();
  }

  @Override
  public byte[] value() {
    return entry().getValue().clone();
  }

  @Override
  public int readKey(byte[] buffer) {
    return read(entry().getKey(), buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return read(entry().getValue(), buffer);
  }

  @Override
  public void close() {
    lease.close();
  }

  private static int read(byte[] bytes, byte[] buffer) {
    System.arraycopy(bytes, 0, buffer, 0, Math.min(bytes.length, buffer.length));
    return bytes.length;
  }

  private Map.Entry<byte[], byte[]> entry() {
    checkOpen();
    if (current == null) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return current;
  }

  private void checkOpen() {
    if (lease.isClosed()) {
      throw new StorageClosedException("the cursor or its storage is closed", Map.of());
    }
  }
}
// end
