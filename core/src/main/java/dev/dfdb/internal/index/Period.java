package dev.dfdb.internal.index;

/**
 * The transactions after one, up to and with another.
 *
 * @param after the t of the one before the first; -1 for no bound
 * @param upTo the t of the last; {@link Long#MAX_VALUE} for no bound
 */
public record Period(long after, long upTo) {

  /** All transactions. */
  public static final Period ALWAYS = new Period(-1, Long.MAX_VALUE);

  /** Whether a transaction is one of them. */
  boolean contains(long t) {
    return t > after && t <= upTo;
  }

  /** Whether every transaction is. */
  boolean isAlways() {
    return after < 0 && upTo == Long.MAX_VALUE;
  }

  /** Those that are also no later than {@code t}. */
  public Period until(long t) {
    return t < upTo ? new Period(after, t) : this;
  }

  /** Those that are also later than {@code t}. */
  public Period since(long t) {
    return t > after ? new Period(t, upTo) : this;
  }
}
