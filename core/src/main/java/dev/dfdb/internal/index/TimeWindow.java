package dev.dfdb.internal.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of time a database value shows.
 *
 * @param period the transactions it shows; it is a value as of the last of them
 * @param history whether it shows everything that happened in that period, instead of what was live
 *     at its end
 * @param dimensions what it shows of other dimensions of time
 */
public record TimeWindow(Period period, boolean history, List<DimensionBound> dimensions) {

  /** The present of whatever state is looked at. */
  public static final TimeWindow PRESENT = new TimeWindow(Period.ALWAYS, false, List.of());

  /** Copies the list. */
  public TimeWindow {
    dimensions = List.copyOf(dimensions);
  }

  /** No later than {@code t}. */
  public TimeWindow asOf(long t) {
    return new TimeWindow(period.until(t), history, dimensions);
  }

  /** Only later than {@code t}. */
  public TimeWindow since(long t) {
    return new TimeWindow(period.since(t), history, dimensions);
  }

  /** Everything that happened. */
  public TimeWindow withHistory() {
    return new TimeWindow(period, true, dimensions);
  }

  /** Only what is also within other bounds. */
  public TimeWindow within(List<DimensionBound> bounds) {
    List<DimensionBound> all = new ArrayList<>(dimensions);
    all.addAll(bounds);
    return new TimeWindow(period, history, all);
  }

  /** The same without regard to other dimensions. */
  TimeWindow inSystemTime() {
    return new TimeWindow(period, history, List.of());
  }
}
