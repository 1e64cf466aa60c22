package dev.dfdb.storage;

/**
 * A condition on the store before a batch (S4). The arrays belong to the batch and are not to be
 * changed.
 */
@SuppressWarnings("ArrayRecordComponent") // data in transit, never compared
public sealed interface Guard {

  /** The guarded key. */
  byte[] key();

  /** The key must hold exactly these bytes. */
  record Holds(byte[] key, byte[] value) implements Guard {}

  /** The key must be absent. */
  record Absent(byte[] key) implements Guard {}
}
