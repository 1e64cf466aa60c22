package dev.dfdb.cli.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Chooses among things of which few are asked for often, and most seldom. Immutable. */
final class Zipf {

  private static final double EXPONENT = 0.99;

  private final double[] cumulative;

  /** Chooses numbers from 0 on, below a number. */
  Zipf(int things) {
    cumulative = new double[things];
    double sum = 0;
    for (int i = 0; i < things; i++) {
      sum += 1 / Math.pow(i + 1, EXPONENT);
      cumulative[i] = sum;
    }
  }

  int next(RandomGenerator random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found >= 0 ? found : -found - 1, cumulative.length - 1);
  }
}
