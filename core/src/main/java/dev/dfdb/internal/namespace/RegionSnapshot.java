package dev.dfdb.internal.namespace;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of a region. Safe from any thread. */
final class RegionSnapshot implements Snapshot {

  private final RegionKeys keys;
  private final Snapshot outer;

  RegionSnapshot(RegionKeys keys, Snapshot outer) {
    this.keys = keys;
    this.outer = outer;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return outer.get(keys.outer(key));
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> wanted) {
    return outer.getAll(wanted.stream().map(keys::outer).toList());
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return new RegionCursor(keys, outer.scan(keys.outer(range), options));
  }

  @Override
  public boolean isLost() {
    return outer.isLost();
  }

  @Override
  public void close() {
    outer.close();
  }
}
