package dev.dfdb.internal.record;

import dev.dfdb.storage.Cursor;
import org.jspecify.annotations.Nullable;

/** A cursor that counts, as somebody wants an event of it. Belongs to one thread at a time. */
final class RecordedCursor implements Cursor {

  private final Cursor cursor;
  private @Nullable Object event;
  private long entries;
  private long bytes;

  RecordedCursor(Cursor cursor, Object event) {
    this.cursor = cursor;
    this.event = event;
  }

  @Override
  public boolean next() {
    boolean isThere = cursor.next();
    if (isThere) {
      entries++;
    }
    return isThere;
  }

  @Override
  public byte[] key() {
    byte[] key = cursor.key();
    bytes += key.length;
    return key;
  }

  @Override
  public byte[] value() {
    byte[] value = cursor.value();
    bytes += value.length;
    return value;
  }

  @Override
  public int readKey(byte[] buffer) {
    int length = cursor.readKey(buffer);
    bytes += length;
    return length;
  }

  @Override
  public int readValue(byte[] buffer) {
    int length = cursor.readValue(buffer);
    bytes += length;
    return length;
  }

  @Override
  public void close() {
    cursor.close();
    FlightRecorder.endCall(event, "scan", entries, bytes);
    event = null;
  }
}
