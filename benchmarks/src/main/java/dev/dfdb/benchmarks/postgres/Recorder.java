package dev.dfdb.benchmarks.postgres;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A storage that keeps what was written to it, to be written again in another way. */
final class Recorder implements Storage {

  private final Storage storage;
  private final List<WriteBatch> batches = new ArrayList<>();

  Recorder(Storage storage) {
    this.storage = storage;
  }

  /** What was written, in its order. */
  List<WriteBatch> batches() {
    return batches;
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    storage.batchWrite(batch);
    batches.add(batch);
  }

  @Override
  public Capabilities capabilities() {
    return storage.capabilities();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return storage.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return storage.getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return storage.scan(range, options);
  }

  @Override
  public Snapshot snapshot() {
    return storage.snapshot();
  }

  @Override
  public void sync() {
    storage.sync();
  }

  @Override
  public void compact() {
    storage.compact();
  }

  @Override
  public Map<String, Long> statistics() {
    return storage.statistics();
  }

  @Override
  public void close() {
    storage.close();
  }
}
