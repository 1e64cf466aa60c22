package dev.dfdb.codec;

import dev.dfdb.error.CorruptionException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key holds of a value too long for it: the first bytes of its encoding and the digest of
 * all of it. See {@link LongValues}. Immutable.
 */
public final class ShortenedValue {

  private final byte[] prefix;
  private final byte[] digest;

  /** Takes arrays that nobody else holds. */
  ShortenedValue(byte[] prefix, byte[] digest) {
    this.prefix = prefix;
    this.digest = digest;
  }

  /** The first bytes of the encoding, as many as the bound allowed; a copy. */
  public byte[] prefix() {
    return prefix.clone();
  }

  /** The SHA-256 of the whole encoding; a copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The type of the value. */
  public ValueType type() {
    return new KeyReader(prefix).valueType();
  }

  /** Whether the keys do not tell which of two values comes first: all their kept bytes agree. */
  public boolean sharesPrefix(ShortenedValue other) {
    return Arrays.equals(prefix, other.prefix);
  }

  /**
   * Decodes the value from its whole encoding, which was stored beside.
   *
   * @throws CorruptionException if these bytes are not the encoding of this value
   */
  public @Nullable Object restore(byte[] encoded) {
    boolean begins = encoded.length > prefix.length
        && Arrays.equals(prefix, 0, prefix.length, encoded, 0, prefix.length);
    if (!begins || !Arrays.equals(digest, LongValues.digest(encoded))) {
      throw new CorruptionException(
          "a long value stored beside its keys is not the one they name",
          Map.of("digest", digest, "bytes", encoded.length));
    }
    KeyReader reader = new KeyReader(encoded);
    Object value = reader.readValue();
    if (!reader.atEnd()) {
      throw reader.corrupt("a value is followed by more bytes");
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShortenedValue that
        && Arrays.equals(prefix, that.prefix)
        && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** The digest in hexadecimal; for messages. */
  @Override
  public String toString() {
    return "shortened value " + HexFormat.of().formatHex(digest);
  }
}
