package dev.dfdb.storage;

/**
 * How a range is walked.
 *
 * @param reverse true from the last key to the first
 * @param limit the most entries to give, at least 0; {@link Long#MAX_VALUE} for all
 */
public record ScanOptions(boolean reverse, long limit) {

  /** All entries in key order. */
  public static final ScanOptions FORWARD = new ScanOptions(false, Long.MAX_VALUE);

  /** All entries against key order. */
  public static final ScanOptions REVERSE = new ScanOptions(true, Long.MAX_VALUE);

  /** Checks that the limit is not negative. */
  public ScanOptions {
    if (limit < 0) {
      throw new IllegalArgumentException("a scan limit is at least 0, not " + limit);
    }
  }

  /** The same direction, with at most {@code newLimit} entries. */
  public ScanOptions withLimit(long newLimit) {
    return new ScanOptions(reverse, newLimit);
  }
}
