package dev.dfdb.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guard of a batch did not hold, so nothing of the batch was applied. Read again what the batch
 * was built on, and decide anew.
 */
public final class ConflictException extends StorageException {

  private static final long serialVersionUID = 1L;

  private final int guardIndex;
  private final byte[] key;

  /**
   * Creates the conflict of one guard.
   *
   * @param guardIndex position of the first failed guard in the batch, from 0
   * @param key the guarded key
   * @param expected what the guard asked for, or null where it asked for absence
   * @param actual what the store holds, or null where it holds nothing
   */
  public ConflictException(
      int guardIndex, byte[] key, byte @Nullable [] expected, byte @Nullable [] actual) {
    super(
        "a guard of the batch failed; nothing was applied",
        context(guardIndex, key, expected, actual),
        null);
    this.guardIndex = guardIndex;
    this.key = key.clone();
  }

  /** Position of the first failed guard in the batch, counted from 0. */
  public int guardIndex() {
    return guardIndex;
  }

  /** The key whose guard failed. */
  public byte[] key() {
    return key.clone();
  }

  private static Map<String, Object> context(
      int guardIndex, byte[] key, byte @Nullable [] expected, byte @Nullable [] actual) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("guard", guardIndex);
    context.put("key", key.clone());
    context.put("expected", expected == null ? "absent" : expected.clone());
    context.put("actual", actual == null ? "absent" : actual.clone());
    return context;
  }
}
