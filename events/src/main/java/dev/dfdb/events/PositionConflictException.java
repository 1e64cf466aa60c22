package dev.dfdb.events;

/** A position that was to be imported is taken already. Nothing was written. */
public final class PositionConflictException extends EventException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the conflict.
   *
   * @param what position or global position
   */
  public PositionConflictException(String stream, String what, long position) {
    super(
        "a message stands already where one was to be imported; nothing was written",
        context("stream", stream, what, position));
  }
}
