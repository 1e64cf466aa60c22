package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;

/** A cursor that does all another one does, until a mutant overrides something. */
class ForwardingCursor implements Cursor {

  private final Cursor intact;

  ForwardingCursor(Cursor intact) {
    this.intact = intact;
  }

  /** The cursor behind it, which works. */
  final Cursor intact() {
    return intact;
  }

  @Override
  public boolean next() {
    return intact.next();
  }

  @Override
  public byte[] key() {
    return intact.key();
  }

  @Override
  public byte[] value() {
    return intact.value();
  }

  @Override
  public int readKey(byte[] buffer) {
    return intact.readKey(buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return intact.readValue(buffer);
  }

  @Override
  public void close() {
    intact.close();
  }
}
