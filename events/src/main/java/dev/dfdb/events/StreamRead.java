package dev.dfdb.events;

/**
 * What to read of a stream.
 *
 * @param stream its name
 * @param from where to begin: a position, or a global position
 * @param isGlobal whether it is a global position
 * @param batchSize how many messages at most, or {@link #ALL}
 * @param isBackward whether from the later to the earlier
 */
public record StreamRead(
    String stream, long from, boolean isGlobal, long batchSize, boolean isBackward) {

  /** For no limit. */
  public static final long ALL = -1;

  /** How many messages are read if nobody says. */
  public static final long USUAL = 1_000;

  /** Checks the numbers. */
  public StreamRead {
    if (batchSize < ALL) {
      throw new IllegalArgumentException("a batch size is at least 0, or -1 for all: " + batchSize);
    }
  }

  /** The first messages of a stream, 1,000 at most. */
  public static StreamRead of(String stream) {
    return new StreamRead(stream, 0, false, USUAL, false);
  }

  /** The last messages of a stream, the last first, 1,000 at most. */
  public static StreamRead backward(String stream) {
    return new StreamRead(stream, Long.MAX_VALUE, false, USUAL, true);
  }

  /** Beginning with a position. */
  public StreamRead from(long position) {
    return new StreamRead(stream, position, false, batchSize, isBackward);
  }

  /**
   * Beginning with the message of a global position, or the next after it in the direction read.
   */
  public StreamRead fromGlobal(long globalPosition) {
    return new StreamRead(stream, globalPosition, true, batchSize, isBackward);
  }

  /** With a limit, or {@link #ALL}. */
  public StreamRead batchSize(long size) {
    return new StreamRead(stream, from, isGlobal, size, isBackward);
  }
}
