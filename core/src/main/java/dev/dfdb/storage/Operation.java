package dev.dfdb.storage;

/**
 * One step of a batch. The arrays belong to the batch and are not to be changed; a backend that
 * keeps them after the call keeps its own copies.
 */
@SuppressWarnings("ArrayRecordComponent") // data in transit, never compared
public sealed interface Operation {

  /** Sets the value of a key. */
  record Put(byte[] key, byte[] value) implements Operation {}

  /** Removes a key, if it is there. */
  record Delete(byte[] key) implements Operation {}

  /** Removes every key of a range. */
  record DeleteRange(KeyRange range) implements Operation {}
}
