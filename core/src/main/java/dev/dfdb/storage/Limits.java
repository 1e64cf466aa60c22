package dev.dfdb.storage;

import dev.dfdb.error.LimitExceededException;

/**
 * How large things may be (S10). A size equal to the limit works; one byte more fails before
 * anything is written.
 *
 * @param maxKeyBytes the longest key, at least {@value #SMALLEST_KEY_LIMIT}
 * @param maxValueBytes the longest value
 * @param maxBatchBytes the largest batch, as {@link WriteBatch#sizeInBytes()} counts
 */
public record Limits(int maxKeyBytes, int maxValueBytes, long maxBatchBytes) {

  /** The key length every backend must allow; dfdb's own keys stay within it. */
  public static final int SMALLEST_KEY_LIMIT = 1024;

  /** Checks that the limits leave room for dfdb's own keys and for a batch of one entry. */
  public Limits {
    if (maxKeyBytes < SMALLEST_KEY_LIMIT) {
      throw new IllegalArgumentException(
          "a backend allows keys of at least " + SMALLEST_KEY_LIMIT + " bytes, not " + maxKeyBytes);
    }
    if (maxValueBytes < 1 || maxBatchBytes < (long) maxKeyBytes + maxValueBytes) {
      throw new IllegalArgumentException(
          "the largest key with the largest value fits into a batch");
    }
  }

  /**
   * Checks a whole batch: what a backend does before it writes anything.
   *
   * @throws LimitExceededException naming the first limit that is exceeded
   */
  public void check(WriteBatch batch) {
    if (batch.longestKey() > maxKeyBytes) {
      throw new LimitExceededException("max-key-bytes", maxKeyBytes, batch.longestKey());
    }
    if (batch.longestValue() > maxValueBytes) {
      throw new LimitExceededException("max-value-bytes", maxValueBytes, batch.longestValue());
    }
    if (batch.sizeInBytes() > maxBatchBytes) {
      throw new LimitExceededException("max-batch-bytes", maxBatchBytes, batch.sizeInBytes());
    }
  }

  /**
   * Checks a single entry that is written without a batch around it.
   *
   * @throws IllegalArgumentException if the key is empty
   * @throws LimitExceededException naming the first limit that is exceeded
   */
  public void check(byte[] key, byte[] value) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
    if (key.length > maxKeyBytes) {
      throw new LimitExceededException("max-key-bytes", maxKeyBytes, key.length);
    }
    if (value.length > maxValueBytes) {
      throw new LimitExceededException("max-value-bytes", maxValueBytes, value.length);
    }
  }
}
