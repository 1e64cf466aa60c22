package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A storage that does all another one does, until a mutant overrides something. */
class ForwardingStorage implements Storage {

  private final Storage intact;

  ForwardingStorage(Storage intact) {
    this.intact = intact;
  }

  /** The storage behind it, which works. */
  final Storage intact() {
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
  public Snapshot snapshot() {
    return intact.snapshot();
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    intact.batchWrite(batch);
  }

  @Override
  public void sync() {
    intact.sync();
  }

  @Override
  public void compact() {
    intact.compact();
  }

  @Override
  public Capabilities capabilities() {
    return intact.capabilities();
  }

  @Override
  public Map<String, Long> statistics() {
    return intact.statistics();
  }

  @Override
  public void close() {
    intact.close();
  }
}
