package dev.dfdb.benchmarks.query;

import java.util.Locale;

/**
 * What a process answers to a command.
 *
 * @param text the result, or the reason why there is none; one line
 */
record Reply(Kind kind, String text) {

  /** How it went. */
  enum Kind {
    /** There is a result. */
    OK,
    /** It took more than the time limit. */
    LATE,
    /** Likewise, and it goes on nevertheless. */
    BUSY,
    /** The database has no such question. */
    NONE,
    /** An error, or the end of the process. */
    FAILED
  }

  Reply {
    text = text.replace('\n', ' ').replace('\r', ' ');
  }

  /** Reads what {@link #toString} wrote. */
  static Reply parse(String line) {
    int space = line.indexOf(' ');
    return new Reply(
        Kind.valueOf(line.substring(0, space).toUpperCase(Locale.ROOT)), line.substring(space + 1));
  }

  boolean ok() {
    return kind == Kind.OK;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + text;
  }
}
