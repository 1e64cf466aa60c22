package dev.dfdb.cli.terminal;

import java.io.IOException;

/** The standard output can't be written: the command can only end. */
public final class OutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether it was a pipe, whose reader has left. */
  private final boolean closedPipe;

  /**
   * Wraps what went wrong.
   *
   * @param closedPipe whether nobody reads any more, which is nobody's mistake
   */
  public OutputException(boolean closedPipe, IOException cause) {
    super("the standard output can't be written: " + cause.getMessage(), cause);
    this.closedPipe = closedPipe;
  }

  /** Whether nobody reads any more, so that there is nobody to complain to either. */
  public boolean isClosedPipe() {
    return closedPipe;
  }
}
