package dev.dfdb.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing sequence shorter and simpler while it still fails: first by leaving out runs of
 * commands, halving the run each time (delta debugging, Zeller and Hildebrandt 2002), then by
 * putting simpler commands in the place of those left.
 */
final class Shrinker {

  private final Predicate<List<Command>> fails;
  private final long deadline;

  /**
   * A shrinker.
   *
   * @param fails whether a sequence still fails
   * @param patience when to be content with what was reached
   */
  Shrinker(Predicate<List<Command>> fails, Duration patience) {
    this.fails = fails;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** The smallest sequence found that fails. */
  List<Command> shrink(List<Command> failing) {
    List<Command> smallest = failing;
    while (inTime()) {
      List<Command> smaller = simplify(shorten(smallest));
      if (smaller.equals(smallest)) {
        return smaller;
      }
      smallest = smaller;
    }
    return smallest;
  }

  private List<Command> shorten(List<Command> failing) {
    List<Command> shortest = failing;
    for (int run = Math.max(1, failing.size() / 2); run >= 1; run /= 2) {
      for (int from = shortest.size() - run; from >= 0 && inTime(); from -= run) {
        if (from + run > shortest.size()) {
          continue;
        }
        List<Command> shorter = new ArrayList<>(shortest);
        shorter.subList(from, from + run).clear();
        if (fails.test(shorter)) {
          shortest = shorter;
        }
      }
    }
    return shortest;
  }

  private List<Command> simplify(List<Command> failing) {
    List<Command> simplest = new ArrayList<>(failing);
    for (int i = 0; i < simplest.size(); i++) {
      boolean found = true;
      while (found && inTime()) {
        found = false;
        for (Command simpler : simplest.get(i).simpler()) {
          List<Command> candidate = new ArrayList<>(simplest);
          candidate.set(i, simpler);
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
