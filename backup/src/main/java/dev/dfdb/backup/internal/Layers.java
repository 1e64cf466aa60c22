package dev.dfdb.backup.internal;

import dev.dfdb.storage.KeyRange;

/**
 * Where layers beside the datoms have what is theirs, as docs/FORMAT.md says: the streams of events
 * a root, on which each of their commits is guarded and which it replaces, and some spaces.
 */
final class Layers {

  private static final byte DATABASE = 1;
  private static final byte ROOT = 0x04;
  private static final byte RESTORED = 0x06;
  private static final byte FIRST_SPACE = 0x40;
  private static final byte BEHIND_SPACES = 0x50;

  private Layers() {}

  /** The key of the root. */
  static byte[] root() {
    return new byte[] {DATABASE, ROOT};
  }

  /** The key of the root that the last restore has written. */
  static byte[] restored() {
    return new byte[] {DATABASE, RESTORED};
  }

  /** Everything but the root. */
  static KeyRange entries() {
    return KeyRange.closedOpen(
        new byte[] {DATABASE, FIRST_SPACE}, new byte[] {DATABASE, BEHIND_SPACES});
  }

  /** What of it lies behind a key. */
  static KeyRange behind(byte[] key) {
    return KeyRange.between(key, false, new byte[] {DATABASE, BEHIND_SPACES}, false);
  }
}
