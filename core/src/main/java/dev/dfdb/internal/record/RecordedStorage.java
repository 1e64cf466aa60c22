package dev.dfdb.internal.record;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Checkpointing;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose calls are events of the flight recorder while that asks for them. As safe from
 * threads as the storage is.
 */
public final class RecordedStorage implements Storage, Checkpointing {

  private final Storage storage;

  private RecordedStorage(Storage storage) {
    this.storage = storage;
  }

  /** The storage with events; as it is, where the runtime has no flight recorder. */
  public static Storage of(Storage storage) {
    return FlightRecorder.isAvailable() ? new RecordedStorage(storage) : storage;
  }

  @Override
  public Capabilities capabilities() {
    return storage.capabilities();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Object event = FlightRecorder.beginCall();
    byte[] value = storage.get(key);
    if (event != null) {
      Calls.got(event, key, value);
    }
    return value;
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    Object event = FlightRecorder.beginCall();
    List<byte @Nullable []> values = storage.getAll(keys);
    if (event != null) {
      Calls.gotAll(event, keys, values);
    }
    return values;
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    Object event = FlightRecorder.beginCall();
    Cursor cursor = storage.scan(range, options);
    return event == null ? cursor : new RecordedCursor(cursor, event);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Object event = FlightRecorder.beginCall();
    storage.put(key, value);
    FlightRecorder.endCall(event, "put", 1, (long) key.length + value.length);
  }

  @Override
  public void delete(byte[] key) {
    Object event = FlightRecorder.beginCall();
    storage.delete(key);
    FlightRecorder.endCall(event, "delete", 1, key.length);
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    Object event = FlightRecorder.beginCall();
    storage.batchWrite(batch);
    if (event != null) {
      FlightRecorder.endCall(event, "batchWrite", batch.operations().size(), batch.sizeInBytes());
    }
  }

  @Override
  public Snapshot snapshot() {
    Object event = FlightRecorder.beginCall();
    Snapshot snapshot = storage.snapshot();
    FlightRecorder.endCall(event, "snapshot", 0, 0);
    return new RecordedSnapshot(snapshot);
  }

  @Override
  public void sync() {
    Object event = FlightRecorder.beginCall();
    storage.sync();
    FlightRecorder.endCall(event, "sync", 0, 0);
  }

  @Override
  public void compact() {
    Object event = FlightRecorder.beginCall();
    storage.compact();
    FlightRecorder.endCall(event, "compact", 0, 0);
  }

  @Override
  public long load(Iterator<Entry> entries) {
    Object event = FlightRecorder.beginCall();
    long loaded = storage.load(entries);
    FlightRecorder.endCall(event, "load", loaded, 0);
    return loaded;
  }

  @Override
  public Optional<CompletableFuture<Void>> whenChanged(byte[] key, byte[] value) {
    return storage.whenChanged(key, value);
  }

  @Override
  public Map<String, Long> statistics() {
    return storage.statistics();
  }

  @Override
  public void checkpoint(Path target) {
    Checkpointing.of(storage).checkpoint(target);
  }

  @Override
  public void close() {
    storage.close();
  }
}
