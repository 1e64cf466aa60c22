package dev.dfdb.internal.namespace;

import dev.dfdb.storage.Cursor;

/** A walk within a region. For one thread at a time, as every cursor. */
final class RegionCursor implements Cursor {

  private final RegionKeys keys;
  private final Cursor outer;
  private byte[] room = new byte[0];

  RegionCursor(RegionKeys keys, Cursor outer) {
    this.keys = keys;
    this.outer = outer;
  }

  @Override
  public boolean next() {
    return outer.next();
  }

  @Override
  public byte[] key() {
    return keys.inner(outer.key());
  }

  @Override
  public byte[] value() {
    return outer.value();
  }

  @Override
  public int readKey(byte[] buffer) {
    int excess = keys.excess();
    if (excess == 0) {
      int length = outer.readKey(buffer);
      mark(buffer);
      return length;
    }
    if (room.length < buffer.length + excess) {
      room = new byte[buffer.length + excess];
    }
    int length = outer.readKey(room) - excess;
    System.arraycopy(room, excess, buffer, 0, Math.min(length, buffer.length));
    mark(buffer);
    return length;
  }

  private static void mark(byte[] buffer) {
    if (buffer.length > 0) {
      buffer[0] = RegionKeys.INNER;
    }
  }

  @Override
  public int readValue(byte[] buffer) {
    return outer.readValue(buffer);
  }

  @Override
  public void close() {
    outer.close();
  }
}
