package dev.dfdb.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a failing sequence shorter and simpler while it still fails: first by leaving out runs of
 * commands, halving the run each time (delta debugging, Zeller and Hildebrandt 2002), then by
 * putting simpler commands in the place of those left.
 *
 * @param <C> a command
 */
final class Shrinker<C> {

  private final Predicate<List<C>> fails;
  private final Function<C, List<C>> simpler;
  private final long deadline;

  /**
   * A shrinker.
   *
   * @param fails whether a sequence still fails
   * @param simpler what to try in the place of a command
   * @param patience when to be content with what was reached
   */
  Shrinker(Predicate<List<C>> fails, Function<C, List<C>> simpler, Duration patience) {
    this.fails = fails;
    this.simpler = simpler;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** The smallest sequence found that fails. */
  List<C> shrink(List<C> failing) {
    List<C> smallest = failing;
    while (inTime()) {
      List<C> smaller = simplify(shorten(smallest));
      if (smaller.equals(smallest)) {
        return smaller;
      }
      smallest = smaller;
    }
    return smallest;
  }

  private List<C> shorten(List<C> failing) {
    List<C> shortest = failing;
    for (int run = Math.max(1, failing.size() / 2); run >= 1; run /= 2) {
      for (int from = shortest.size() - run; from >= 0 && inTime(); from -= run) {
        if (from + run > shortest.size()) {
          continue;
        }
        List<C> shorter = new ArrayList<>(shortest);
        shorter.subList(from, from + run).clear();
        if (fails.test(shorter)) {
          shortest = shorter;
        }
      }
    }
    return shortest;
  }

  private List<C> simplify(List<C> failing) {
    List<C> simplest = new ArrayList<>(failing);
    for (int i = 0; i < simplest.size(); i++) {
      boolean found = true;
      while (found && inTime()) {
        found = false;
        for (C other : simpler.apply(simplest.get(i))) {
          List<C> candidate = new ArrayList<>(simplest);
          candidate.set(i, other);
          if (fails.test(candidate)) {
            simplest = candidate;
            found = true;
            break;
          }
        }
      }
    }
    return simplest;
  }

  private boolean inTime() {
    return System.nanoTime() < deadline;
  }
}
