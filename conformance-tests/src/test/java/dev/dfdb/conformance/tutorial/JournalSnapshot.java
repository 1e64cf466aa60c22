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
  private final OpenResources resources;
  private final Lease lease;

  private JournalSnapshot(State state, OpenResources resources) {
    this.state = state;
    this.resources = resources;
    this.lease = resources.open(Kind.SNAPSHOT, this, () -> {});
  }

  static JournalSnapshot open(State state, OpenResources resources) {
    return new JournalSnapshot(state, resources);
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
    return JournalCursor.open(openState(), range, options, resources);
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
