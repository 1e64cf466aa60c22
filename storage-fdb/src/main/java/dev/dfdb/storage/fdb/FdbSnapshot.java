package dev.dfdb.storage.fdb;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.support.CloseGate;
import dev.dfdb.storage.support.Keys;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A state of the database, for the seconds that the cluster keeps it. */
final class FdbSnapshot implements Snapshot {

  private final Reads reads;
  private final PinnedState state;
  private final CloseGate gate;
  private final OpenResources resources;
  private final Lease lease;

  FdbSnapshot(Reads reads, PinnedState state, CloseGate gate, OpenResources resources) {
    this.reads = reads;
    this.state = state;
    this.gate = gate;
    this.resources = resources;
    this.lease = resources.open(OpenResources.Kind.SNAPSHOT, this, () -> {});
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return getAll(List.of(key)).get(0);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte[]> checked = Keys.copy(keys);
    return inside(() -> checked.isEmpty()
        ? List.of()
        : state.read(transaction -> reads.getAll(transaction, checked)));
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return inside(() -> new FdbCursor(
        new Pages(reads, state, range, options.reverse(), options.limit()), gate, resources));
  }

  @Override
  public boolean isLost() {
    return state.isLost();
  }

  @Override
  public void close() {
    lease.close();
  }

  private <T> T inside(Supplier<T> call) {
    return gate.inside(() -> {
      if (lease.isClosed()) {
        throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
      }
      return call.get();
    });
  }
}
