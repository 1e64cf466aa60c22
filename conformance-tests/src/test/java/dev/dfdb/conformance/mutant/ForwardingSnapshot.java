package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot that does all another one does, until a mutant overrides something. */
class ForwardingSnapshot implements Snapshot {

  private final Snapshot intact;

  ForwardingSnapshot(Snapshot intact) {
    this.intact = intact;
  }

  /** The snapshot behind it, which works. */
  final Snapshot intact() {
    return intact;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return intact.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return intact.getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return intact.scan(range, options);
  }

  @Override
  public void close() {
    intact.close();
  }
}
