package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.support.CloseGate;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state of the database, pinned by a snapshot of the engine. */
final class RocksDbSnapshot implements Snapshot {

  private final NativeDatabase database;
  private final NativeSnapshot snapshot;
  private final CloseGate gate;
  private final OpenResources resources;
  private final Lease lease;

  /** Takes the snapshot. The caller is inside the gate. */
  RocksDbSnapshot(NativeDatabase database, CloseGate gate, OpenResources resources) {
    this.database = database;
    this.gate = gate;
    this.resources = resources;
    this.snapshot = new NativeSnapshot(database);
    this.lease = resources.open(OpenResources.Kind.SNAPSHOT, this, snapshot::release);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    int stripe = enter();
    try {
      return database.get(snapshot.reads(), key);
    } finally {
      leave(stripe);
    }
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    int stripe = enter();
    try {
      return database.getAll(snapshot.reads(), keys);
    } finally {
      leave(stripe);
    }
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    int stripe = enter();
    try {
      return new RocksDbCursor(
          new NativeIterator(database, range, options.reverse(), snapshot),
          options.limit(),
          resources);
    } finally {
      leave(stripe);
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  private int enter() {
    int stripe = gate.enter();
    if (lease.isClosed() || !snapshot.acquire()) {
      gate.leave(stripe);
      throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
    }
    return stripe;
  }

  private void leave(int stripe) {
    snapshot.release();
    gate.leave(stripe);
  }
}
