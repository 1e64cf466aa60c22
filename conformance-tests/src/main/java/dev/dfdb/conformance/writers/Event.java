package dev.dfdb.conformance.writers;

/**
 * Something a thread of a process did with the database, and what it was told.
 *
 * @param what which operation it was
 * @param told what became of it
 * @param id what its transaction is marked with
 * @param start when it began, in nanoseconds on a clock that all share
 * @param end when it was over
 * @param t the transaction that was committed, or the last one that was seen; else -1
 * @param compared the counter that is compared and set, as it was seen
 * @param called the counter that a function of transactions increments, as it was seen
 */
public record Event(
    What what, Told told, String id, long start, long end, long t, long compared, long called) {

  /** The operations. */
  public enum What {
    /** Increments a counter if it still is what was read. */
    COMPARE,
    /** Increments a counter by a function. */
    CALL,
    /** Reads both. */
    READ
  }

  /** What one is told. */
  public enum Told {
    /** It is done. */
    DONE,
    /** It is not done. */
    NOT_DONE,
    /** It may be done. */
    UNKNOWN,
    /** It is not done, as others were faster each time. */
    STARVED
  }

  /** The event in a line of text. */
  public String line() {
    return String.join(
        " ",
        what.name(),
        told.name(),
        id,
        Long.toString(start),
        Long.toString(end),
        Long.toString(t),
        Long.toString(compared),
        Long.toString(called));
  }

  /** Reads {@link #line}. */
  public static Event of(String line) {
    String[] parts = line.split(" ", -1);
    return new Event(
        What.valueOf(parts[0]),
        Told.valueOf(parts[1]),
        parts[2],
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]),
        Long.parseLong(parts[6]),
        Long.parseLong(parts[7]));
  }
}
