package dev.dfdb.internal.index;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * About how many different values attributes have, estimated from some of their datoms and kept
 * until there are twice or half as many. Safe from any thread.
 *
 * <p>The estimate is that of Chao (Nonparametric Estimation of the Number of Classes in a
 * Population, 1984): the values that were seen, and as many unseen ones as those that were seen
 * once or twice make likely. It takes the datoms in the order of their entities, as in that of
 * their values the first ones would all be alike.
 */
final class DistinctValues {

  private record Estimate(long count, long sampled, long distinct) {

    boolean serves(long newCount, int atLeast) {
      return newCount <= 2 * count && count <= 2 * newCount && sampled >= Math.min(atLeast, count);
    }
  }

  private final Map<Long, Estimate> known = new ConcurrentHashMap<>();

  /**
   * An estimate.
   *
   * @param count how many datoms the attribute has
   * @param samples how many of them to look at, at most
   * @param datoms those of the attribute by entity
   */
  long of(long attribute, long count, int samples, Supplier<DatomCursor> datoms) {
    Estimate estimate = known.get(attribute);
    if (estimate == null || !estimate.serves(count, samples)) {
      estimate = estimate(count, samples, datoms);
      known.put(attribute, estimate);
    }
    return Math.max(1, Math.min(count, estimate.distinct));
  }

  private static Estimate estimate(long count, int samples, Supplier<DatomCursor> datoms) {
    Map<Object, Integer> seen = new HashMap<>();
    int sampled = 0;
    try (DatomCursor cursor = datoms.get()) {
      while (sampled < samples && cursor.next()) {
        seen.merge(cursor.v(), 1, Integer::sum);
        sampled++;
      }
    }
    double once = 0;
    double twice = 0;
    for (int times : seen.values()) {
      once += times == 1 ? 1 : 0;
      twice += times == 2 ? 1 : 0;
    }
    double unseen = sampled < samples ? 0 : once * (once - 1) / (2 * (twice + 1));
    return new Estimate(count, sampled, Math.min(count, seen.size() + (long) unseen));
  }
}
