package dev.dfdb.events;

/**
 * The stream has another version than was expected: another appended meanwhile. Nothing was
 * written. Read what is new, and decide again.
 */
public final class VersionConflictException extends EventException {

  private static final long serialVersionUID = 1L;

  private final long expected;
  private final long actual;

  /** Creates the conflict of a stream. */
  public VersionConflictException(String stream, long expected, long actual) {
    super(
        "the stream has another version than was expected; nothing was written",
        context("stream", stream, "expected version", expected, "stream version", actual));
    this.expected = expected;
    this.actual = actual;
  }

  /** The version that the stream should have had; -1 for a stream without messages. */
  public long expectedVersion() {
    return expected;
  }

  /** The version that it has; -1 if it has no messages. */
  public long streamVersion() {
    return actual;
  }
}
