package dev.dfdb.storage.memory;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.support.OpenResources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A root, held. */
final class MemorySnapshot extends Reader implements Snapshot {

  private final Node root;

  MemorySnapshot(Readers readers, Node root) {
    super(readers, OpenResources.Kind.SNAPSHOT);
    this.root = root;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    check();
    return Tree.get(root, key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    check();
    return Tree.getAll(root, keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return MemoryCursor.open(check(), root, range, options);
  }
}
