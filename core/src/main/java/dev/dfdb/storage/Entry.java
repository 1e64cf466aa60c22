package dev.dfdb.storage;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value. Equal to another when both hold the same bytes.
 *
 * <p>The arrays are not copied: the entry belongs to whoever holds it.
 */
@SuppressWarnings("ArrayRecordComponent") // equality and hash are by content, below
public record Entry(byte[] key, byte[] value) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entry that
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(key) + "=" + hex.formatHex(value);
  }
}
