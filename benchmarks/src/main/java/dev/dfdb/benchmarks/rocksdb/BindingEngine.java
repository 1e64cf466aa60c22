package dev.dfdb.benchmarks.rocksdb;

import dev.dfdb.storage.Durability;
import java.nio.file.Path;
import java.util.Objects;
import org.openjdk.jmh.infra.Blackhole;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The engine through its own Java binding, used as its documentation says. */
final class BindingEngine implements Engine {

  private final RocksDB db;
  private final Options options;
  private final WriteOptions writes;
  private final ReadOptions reads = new ReadOptions();

  BindingEngine(Path directory, Durability durability, Options options) throws RocksDBException {
    this.options = options;
    this.db = RocksDB.open(options, directory.toString());
    this.writes = new WriteOptions()
        .setSync(durability == Durability.SYNC)
        .setDisableWAL(durability == Durability.NONE);
  }

  @Override
  public void put(byte[] key, byte[] value) throws RocksDBException {
    db.put(writes, key, value);
  }

  @Override
  public void putAll(byte[][] keys, byte[] value) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (byte[] key : keys) {
        batch.put(key, value);
      }
      db.write(writes, batch);
    }
  }

  @Override
  public byte[] get(byte[] key) throws RocksDBException {
    return Objects.requireNonNull(db.get(reads, key));
  }

  @Override
  public int scan(byte[] start, byte[] end, Blackhole sink) throws RocksDBException {
    int count = 0;
    try (Slice upper = new Slice(end);
        ReadOptions scan = new ReadOptions().setIterateUpperBound(upper);
        RocksIterator iterator = db.newIterator(scan)) {
      for (iterator.seek(start); iterator.isValid(); iterator.next()) {
        sink.consume(iterator.key());
        sink.consume(iterator.value());
        count++;
      }
      iterator.status();
    }
    return count;
  }

  @Override
  public void settle() throws RocksDBException {
    try (CompactRangeOptions force = new CompactRangeOptions()) {
      force.setBottommostLevelCompaction(
          CompactRangeOptions.BottommostLevelCompaction.kForceOptimized);
      db.compactRange(null, null, null, force);
    }
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
    db.close();
    options.close();
  }
}
