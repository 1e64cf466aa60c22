package dev.dfdb.benchmarks.rocksdb;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.rocksdb.RocksDbStorage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.infra.Blackhole;

/** The backend. */
final class BackendEngine implements Engine {

  private final RocksDbStorage storage;

  BackendEngine(Path directory, Durability durability, long memoryBytes) {
    // The binding has no background sync, so the backend does without it too.
    this.storage = RocksDbStorage.open(Map.of(
        "path",
        directory,
        "durability",
        durability,
        "async-sync-interval",
        0,
        "memory-bytes",
        memoryBytes));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    storage.put(key, value);
  }

  @Override
  public void putAll(byte[][] keys, byte[] value) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (byte[] key : keys) {
      batch.put(key, value);
    }
    storage.batchWrite(batch.build());
  }

  @Override
  public byte[] get(byte[] key) {
    return Objects.requireNonNull(storage.get(key));
  }

  @Override
  public int scan(byte[] start, byte[] end, Blackhole sink) {
    int count = 0;
    try (Cursor cursor = storage.scan(KeyRange.closedOpen(start, end), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        sink.consume(cursor.key());
        sink.consume(cursor.value());
        count++;
      }
    }
    return count;
  }

  @Override
  public void settle() {
    storage.compact();
  }

  @Override
  public void close() {
    storage.close();
  }
}
