package dev.dfdb.internal.record;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Checkpointing;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A storage whose calls are events of the flight recorder while that asks for them. As safe from
 * threads as the storage is.
 */
public final class RecordedStorage extends RecordedView<Storage> implements Storage, Checkpointing {

  private RecordedStorage(Storage storage) {
    super(storage);
  }

  /** The storage with events; as it is, where the runtime has no flight recorder. */
  public static Storage of(Storage storage) {
    return FlightRecorder.isAvailable() ? new RecordedStorage(storage) : storage;
  }

  @Override
  public Capabilities capabilities() {
    return view.capabilities();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Object event = FlightRecorder.beginCall();
    view.put(key, value);
    FlightRecorder.endCall(event, "put", 1, (long) key.length + value.length);
  }

  @Override
  public void delete(byte[] key) {
    Object event = FlightRecorder.beginCall();
    view.delete(key);
    FlightRecorder.endCall(event, "delete", 1, key.length);
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    Object event = FlightRecorder.beginCall();
    view.batchWrite(batch);
    if (event != null) {
      FlightRecorder.endCall(event, "batchWrite", batch.operations().size(), batch.sizeInBytes());
    }
  }

  @Override
  public Snapshot snapshot() {
    Object event = FlightRecorder.beginCall();
    Snapshot snapshot = view.snapshot();
    FlightRecorder.endCall(event, "snapshot", 0, 0);
    return new RecordedSnapshot(snapshot);
  }

  @Override
  public void sync() {
    Object event = FlightRecorder.beginCall();
    view.sync();
    FlightRecorder.endCall(event, "sync", 0, 0);
  }

  @Override
  public void compact() {
    Object event = FlightRecorder.beginCall();
    view.compact();
    FlightRecorder.endCall(event, "compact", 0, 0);
  }

  @Override
  public long load(Iterator<Entry> entries) {
    Object event = FlightRecorder.beginCall();
    long loaded = view.load(entries);
    FlightRecorder.endCall(event, "load", loaded, 0);
    return loaded;
  }

  @Override
  public Optional<CompletableFuture<Void>> whenChanged(byte[] key, byte[] value) {
    return view.whenChanged(key, value);
  }

  @Override
  public Map<String, Long> statistics() {
    return view.statistics();
  }

  @Override
  public void checkpoint(Path target) {
    Checkpointing.of(view).checkpoint(target);
  }
}
