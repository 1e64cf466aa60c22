package dev.dfdb.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Long values in keys, which stay short on every storage (S10).
 *
 * <p>Where a bound is given, a value whose encoding has at most that many bytes is written whole;
 * of a longer one the first {@code bound} bytes are written and then the SHA-256 of the whole
 * encoding, so never more than {@code bound + DIGEST_BYTES} bytes. Whoever writes the key stores
 * the whole encoding beside it. A reader that knows the bound can tell the two apart, because no
 * whole value is a beginning of another: what doesn't end within the bound was shortened.
 *
 * <p>Between keys written with one bound, this much is exact:
 *
 * <ul>
 *   <li>Equality: values are equal if and only if their bytes are (as far as SHA-256 goes).
 *   <li>Order between a whole value and any other, whole or shortened.
 *   <li>Order between two shortened values whose kept bytes differ.
 *   <li>No value so written is the beginning of another.
 * </ul>
 *
 * <p>What is left open is the order between different shortened values that agree in every kept
 * byte. They stand side by side, nothing else between them, ordered by digest; a reader that needs
 * their true order sorts that run by the values stored beside. So does one that looks for
 * everything above or below a long value: the keys that {@linkplain ShortenedValue#sharesPrefix
 * share its kept bytes} are to be compared by their full values, and all others by their bytes. To
 * seek to the start of the run, write the value bounded and drop the digest with
 * {@link KeyWriter#truncate}.
 */
public final class LongValues {

  /** The length of a digest, that of SHA-256. */
  public static final int DIGEST_BYTES = 32;

  private LongValues() {}

  /** The digest of an encoded value, as keys hold it. */
  public static byte[] digest(byte[] encoded) {
    return sha256(encoded, 0, encoded.length);
  }

  static void checkBound(int bound) {
    if (bound < 1 || bound > Integer.MAX_VALUE - DIGEST_BYTES) {
      throw new IllegalArgumentException("a bound is at least 1: " + bound);
    }
  }

  /** Shortens the value that was written from {@code from} on, if it is longer than the bound. */
  static boolean shorten(KeyWriter out, int from, int bound) {
    int length = out.length() - from;
    if (length <= bound) {
      return false;
    }
    byte[] digest = sha256(out.buffer(), from, length);
    out.truncate(from + bound).writeRaw(digest);
    return true;
  }

  private static byte[] sha256(byte[] bytes, int offset, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, offset, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }
}
