package dev.dfdb.internal.record;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read from a storage or a snapshot of it, as events of the flight recorder while that asks
 * for them. As safe from threads as what is read.
 *
 * @param <V> what is read
 */
abstract class RecordedView<V extends ReadView> implements ReadView {

  final V view;

  RecordedView(V view) {
    this.view = view;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Object event = FlightRecorder.beginCall();
    byte[] value = view.get(key);
    if (event != null) {
      FlightRecorder.endCall(event, "get", 1, key.length + length(value));
    }
    return value;
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    Object event = FlightRecorder.beginCall();
    List<byte @Nullable []> values = view.getAll(keys);
    if (event != null) {
      FlightRecorder.endCall(event, "getAll", keys.size(), length(keys) + length(values));
    }
    return values;
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    Object event = FlightRecorder.beginCall();
    Cursor cursor = view.scan(range, options);
    return event == null ? cursor : new RecordedCursor(cursor, event);
  }

  @Override
  public void close() {
    view.close();
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static long length(List<? extends byte @Nullable []> all) {
    long bytes = 0;
    for (byte[] one : all) {
      bytes += length(one);
    }
    return bytes;
  }
}
