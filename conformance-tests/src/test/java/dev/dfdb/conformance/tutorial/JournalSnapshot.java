package dev.dfdb.conformance.tutorial;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Kind;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// snippet: snapshot
/** A state somebody holds on to. */
final class JournalSnapshot implements Snapshot {

  private final State state;
  private final JournalStorage storage;
  private final Lease lease;

  JournalSnapshot(State state, JournalStorage storage, OpenResources resources) {
    this.state = state;
    this.storage = storage;
    this.lease = resources.open(Kind.SNAPSHOT, this, () -> {});
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return openState().get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return openState().getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return storage.openCursor(openState(), range, options);
  }

  @Override
  public void close() {
    lease.close();
  }

  private State openState() {
    if (lease.isClosed()) {
      throw new StorageClosedException("the snapshot or its storage is closed", Map.of());
    }
    return state;
  }
}
// end
