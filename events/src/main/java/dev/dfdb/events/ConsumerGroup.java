package dev.dfdb.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A part of the streams of a category, for one of several consumers. Each stream is of one member:
 * that with the number |h| mod size, where h is the first eight bytes of the MD5 of the stream's
 * cardinal id, as a signed number; so streams of one cardinal id are of one member, and groups
 * agree with Message DB. Streams without an id are of none.
 *
 * @param member the number of the consumer, from 0
 * @param size how many there are
 */
public record ConsumerGroup(int member, int size) {

  /** Checks the numbers. */
  public ConsumerGroup {
    if (size < 1 || member < 0 || member >= size) {
      throw new IllegalArgumentException(
          "a consumer group has at least one member, and they are numbered from 0: member " + member
              + " of " + size);
    }
  }

  /** Whether the messages of a stream are for this member. */
  public boolean has(String stream) {
    Optional<String> cardinalId = new StreamName(stream).cardinalId();
    return cardinalId.isPresent() && memberOf(cardinalId.get()) == member;
  }

  private int memberOf(String cardinalId) {
    // |-2^63| is 2^63 as an unsigned number, so no hash is without a member.
    return (int) Long.remainderUnsigned(Math.abs(hash(cardinalId)), size);
  }

  /** The first eight bytes of the MD5 of a text in UTF-8. */
  static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      long hash = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        hash = (hash << 8) | (digest[i] & 0xFF);
      }
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
