package dev.dfdb.internal.index;

import java.util.NavigableSet;
import java.util.TreeSet;

/** The latest of some times, up to a number of them. */
final class LatestTimes {

  private final long most;
  private final NavigableSet<Long> times = new TreeSet<>();

  LatestTimes(long most) {
    this.most = most;
  }

  void add(long t) {
    if (times.add(t) && times.size() > most) {
      times.pollFirst();
    }
  }

  /** The earliest of them; -1 if there are not as many. */
  long earliest() {
    return times.size() < most ? -1 : times.first();
  }
}
