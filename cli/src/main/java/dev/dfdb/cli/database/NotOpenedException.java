package dev.dfdb.cli.database;

/** A database could not be opened; the cause says why. */
public final class NotOpenedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Wraps what went wrong. */
  public NotOpenedException(String database, Throwable cause) {
    super(database + ": " + cause.getMessage(), cause);
  }
}
