package dev.dfdb.storage.postgres;

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
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A state of the table, pinned by a transaction. */
final class PostgresSnapshot implements Snapshot {

  private final Reads reads;
  private final PinnedState state;
  private final CloseGate gate;
  private final OpenResources resources;
  private final Executor executor;
  private final Lease lease;

  /** Takes over the caller's hold on the state. The caller is inside the gate. */
  PostgresSnapshot(
      Reads reads, PinnedState state, CloseGate gate, OpenResources resources, Executor executor) {
    this.reads = reads;
    this.state = state;
    this.gate = gate;
    this.resources = resources;
    this.executor = executor;
    this.lease = resources.open(OpenResources.Kind.SNAPSHOT, this, state::release);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Keys.check(key);
    return inside(held -> held.read(connection -> reads.get(connection, key))).orElse(null);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte[]> checked = Keys.copy(keys);
    return inside(held ->
        checked.isEmpty() ? List.of() : held.read(connection -> reads.getAll(connection, checked)));
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return inside(held -> {
      Pages pages = new Pages(reads, held, range, options.reverse(), options.limit());
      held.retain();
      return new PostgresCursor(pages, options.limit(), resources, executor);
    });
  }

  @Override
  public boolean isLost() {
    return state.isLost();
  }

  @Override
  public void close() {
    lease.close();
  }

  /** Runs a call that neither the storage nor the snapshot is closed under. */
  private <T> T inside(Function<PinnedState, T> call) {
    return gate.inside(() -> {
      if (lease.isClosed() || !state.retain()) {
        throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
      }
      try {
        return call.apply(state);
      } finally {
        state.release();
      }
    });
  }
}
