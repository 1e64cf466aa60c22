package dev.dfdb.internal.index;

/** Hashes by which the same datom is known in the log and in every index. */
final class FactHash {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private FactHash() {}

  /** That of a fact: entity, attribute, and the value as keys have it. */
  static long of(long e, long a, byte[] value) {
    long hash = mix(e * GOLDEN + a);
    for (byte b : value) {
      hash = (hash ^ b) * GOLDEN;
      hash ^= hash >>> 29;
    }
    return mix(hash);
  }

  /** That of the moment when a fact was asserted or retracted. */
  static long at(long fact, long t, boolean added) {
    return mix(fact + GOLDEN * (2 * t + (added ? 1 : 0)));
  }

  /** Spreads the bits of a number (the finalizer of MurmurHash3). */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
