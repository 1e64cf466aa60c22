package dev.dfdb.internal.index;

/**
 * Which part of time a database value shows.
 *
 * @param period the transactions it shows; it is a value as of the last of them
 * @param history whether it shows everything that happened in that period, instead of what was live
 *     at its end
 */
public record TimeWindow(Period period, boolean history) {

  /** The present of whatever state is looked at. */
  public static final TimeWindow PRESENT = new TimeWindow(Period.ALWAYS, false);

  /** No later than {@code t}. */
  public TimeWindow asOf(long t) {
    return new TimeWindow(period.until(t), history);
  }

  /** Only later than {@code t}. */
  public TimeWindow since(long t) {
    return new TimeWindow(period.since(t), history);
  }

  /** Everything that happened. */
  public TimeWindow withHistory() {
    return new TimeWindow(period, true);
  }
}
