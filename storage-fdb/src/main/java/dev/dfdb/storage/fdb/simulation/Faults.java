package dev.dfdb.storage.fdb.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each fault of a cluster happens, as a probability for each request that can show it,
 * and how long replies take. Immutable.
 *
 * @param rates the probabilities; a fault that is not there does not happen
 * @param latency the longest time a request, and then its reply, usually takes
 * @param slowLatency the longest time it takes if it is slow; beyond the timeout of its client,
 *     what was asked for happens after the client has given up
 */
public record Faults(Map<Fault, Double> rates, Duration latency, Duration slowLatency) {

  private static final Duration SHORT = Duration.ofNanos(4_000);
  private static final Duration LONG = Duration.ofNanos(200_000);

  /** No fault at all, and quick replies. */
  public static final Faults NONE = new Faults(Map.of(), SHORT, LONG);

  /** Each fault now and then. */
  public static final Faults SOME = ofRate(0.01);

  /** Each fault very often: about every third commit and every fifth read fails. */
  public static final Faults MANY = ofRate(0.05);

  /** Checks that probabilities are what they are called. */
  public Faults {
    rates = Map.copyOf(rates);
    for (double rate : rates.values()) {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + rate);
      }
    }
  }

  /** Every fault with the same probability. */
  public static Faults ofRate(double rate) {
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      rates.put(fault, rate);
    }
    return new Faults(rates, SHORT, LONG);
  }

  /** The same, but for the probability of one fault. */
  public Faults with(Fault fault, double rate) {
    Map<Fault, Double> others = new EnumMap<>(Fault.class);
    others.putAll(rates);
    others.put(fault, rate);
    return new Faults(others, latency, slowLatency);
  }

  /** The same faults with other latencies. */
  public Faults withLatencies(Duration usual, Duration slowOne) {
    return new Faults(rates, usual, slowOne);
  }

  double rate(Fault fault) {
    return rates.getOrDefault(fault, 0.0);
  }
}
