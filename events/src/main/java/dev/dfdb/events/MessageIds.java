package dev.dfdb.events;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes UUIDs of version 7 (RFC 9562): milliseconds since 1970, then 74 random bits. */
public final class MessageIds {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private MessageIds() {}

  /** A new one. They sort by the millisecond; they are unlikely to be equal, not hard to guess. */
  public static UUID next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (System.currentTimeMillis() << 16) | VERSION_7 | (random.nextInt() & 0xFFF);
    return new UUID(high, (random.nextLong() >>> 2) | VARIANT);
  }
}
