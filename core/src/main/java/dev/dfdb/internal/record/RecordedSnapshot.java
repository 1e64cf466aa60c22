package dev.dfdb.internal.record;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot of a {@link RecordedStorage}. */
final class RecordedSnapshot implements Snapshot {

  private final Snapshot snapshot;

  RecordedSnapshot(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public boolean isLost() {
    return snapshot.isLost();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Object event = FlightRecorder.beginCall();
    byte[] value = snapshot.get(key);
    if (event != null) {
      Calls.got(event, key, value);
    }
    return value;
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    Object event = FlightRecorder.beginCall();
    List<byte @Nullable []> values = snapshot.getAll(keys);
    if (event != null) {
      Calls.gotAll(event, keys, values);
    }
    return values;
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    Object event = FlightRecorder.beginCall();
    Cursor cursor = snapshot.scan(range, options);
    return event == null ? cursor : new RecordedCursor(cursor, event);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
