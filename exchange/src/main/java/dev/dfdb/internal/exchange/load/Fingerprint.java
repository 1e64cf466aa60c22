package dev.dfdb.internal.exchange.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells texts apart by what was read of them: SHA-256. Used by one thread. */
final class Fingerprint {

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /** Adds what was read next. */
  void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint copy() {
    try {
      return new Fingerprint((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 can be copied", e);
    }
  }

  String hex() {
    return HexFormat.of().formatHex(copy().digest.digest());
  }
}
