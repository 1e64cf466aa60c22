package dev.dfdb.cli;

/** What the process says when it ends. Part of the interface: scripts rely on it. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Could not be done, or damage was found. */
  public static final int FAILED = 1;

  /** Called in a way that is not understood, or asked what can't be answered. */
  public static final int NOT_UNDERSTOOD = 2;

  /** The database could not be opened or reached. */
  public static final int NOT_OPENED = 3;

  /** Interrupted, as by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  /** Nobody reads the standard output any more: what a shell says of a program ended by SIGPIPE. */
  public static final int NOBODY_READS = 141;

  private ExitCode() {}
}
