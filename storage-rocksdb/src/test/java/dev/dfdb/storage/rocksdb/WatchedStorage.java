package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how long each log was when the engine last counted a sync. Exact as long as one thread
 * writes.
 */
final class WatchedStorage implements Storage {

  private final Storage storage;
  private final Path directory;
  private volatile Map<String, Long> synced = Map.of();
  private long syncs = -1;

  WatchedStorage(Storage storage, Path directory) {
    this.storage = storage;
    this.directory = directory;
    look();
  }

  /** The synced length of each log, by file name. */
  Map<String, Long> synced() {
    return synced;
  }

  private synchronized void look() {
    long now = Objects.requireNonNull(storage.statistics().get("wal-syncs"));
    if (now != syncs) {
      syncs = now;
      Map<String, Long> lengths = new HashMap<>();
      for (Path log : Stores.files(directory, ".log")) {
        try {
          lengths.put(log.getFileName().toString(), Files.size(log));
        } catch (NoSuchFileException deletedMeanwhile) {
          // By the engine: what was in it lies in files, and no log is left to be cut.
          lengths.remove(log.getFileName().toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      synced = lengths;
    }
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
  public void put(byte[] key, byte[] value) {
    storage.put(key, value);
    look();
  }

  @Override
  public void delete(byte[] key) {
    storage.delete(key);
    look();
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    storage.batchWrite(batch);
    look();
  }

  @Override
  public Snapshot snapshot() {
    return storage.snapshot();
  }

  @Override
  public void sync() {
    storage.sync();
    look();
  }

  @Override
  public void compact() {
    storage.compact();
    look();
  }

  @Override
  public long load(Iterator<Entry> entries) {
    long count = storage.load(entries);
    look();
    return count;
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
