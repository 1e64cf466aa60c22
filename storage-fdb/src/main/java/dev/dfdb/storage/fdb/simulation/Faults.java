package dev.dfdb.storage.fdb.simulation;

import java.time.Duration;

/**
 * How often each fault of a cluster happens, as a probability for each request that can show it,
 * and how long replies take. Immutable.
 *
 * @param notCommitted a commit is refused although nothing conflicts (1020)
 * @param unknownCommitted a commit happens, and its client is told that it may have (1021)
 * @param unknownNotCommitted a commit does not happen, and its client is told the same (1021)
 * @param tooOld a read or commit is told that its version is too old, though it is not (1007)
 * @param futureVersion a read is told that the server has not come to its version yet (1009)
 * @param processBehind a read is told that the server is behind (1037)
 * @param slow a request or its reply takes long, so that replies overtake each other
 * @param latency the longest time a request, and then its reply, usually takes
 * @param slowLatency the longest time it takes if it is slow
 */
public record Faults(
    double notCommitted,
    double unknownCommitted,
    double unknownNotCommitted,
    double tooOld,
    double futureVersion,
    double processBehind,
    double slow,
    Duration latency,
    Duration slowLatency) {

  private static final Duration SHORT = Duration.ofNanos(4_000);
  private static final Duration LONG = Duration.ofNanos(200_000);

  /** No fault at all, and quick replies. */
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, SHORT, LONG);

  /** Each fault now and then. */
  public static final Faults SOME = ofRate(0.01);

  /** Each fault very often: about every third commit and every fifth read fails. */
  public static final Faults MANY = ofRate(0.08);

  /** Checks that probabilities are what they are called. */
  public Faults {
    double[] rates = {
      notCommitted,
      unknownCommitted,
      unknownNotCommitted,
      tooOld,
      futureVersion,
      processBehind,
      slow
    };
    for (double rate : rates) {
      if (rate < 0 || rate > 1) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + rate);
      }
    }
  }

  /** Every fault with the same probability. */
  public static Faults ofRate(double rate) {
    return new Faults(rate, rate, rate, rate, rate, rate, rate, SHORT, LONG);
  }

  /** The same faults with other latencies. */
  public Faults withLatencies(Duration usual, Duration slowOne) {
    return new Faults(
        notCommitted,
        unknownCommitted,
        unknownNotCommitted,
        tooOld,
        futureVersion,
        processBehind,
        slow,
        usual,
        slowOne);
  }
}
