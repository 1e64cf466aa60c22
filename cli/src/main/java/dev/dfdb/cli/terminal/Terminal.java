package dev.dfdb.cli.terminal;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Where the command writes, and what may be written there.
 *
 * @param out the stream. That of the standard output throws an {@link OutputException} where it
 *     can't be written; what can't be said on the standard error is left unsaid.
 * @param interactive whether a person watches: a line may be drawn again in place. Where it is
 *     false, no escape code is ever written.
 * @param unicode whether characters beyond ASCII come out right
 * @param columns the width in characters, at least {@value #NARROWEST}
 */
public record Terminal(PrintStream out, boolean interactive, boolean unicode, int columns) {

  /** The width where there is no terminal: wide enough to cut next to nothing. */
  public static final int PLAIN_COLUMNS = 160;

  private static final int NARROWEST = 40;

  /** Widens what is too narrow to hold any table. */
  public Terminal {
    columns = Math.max(columns, NARROWEST);
  }

  /**
   * The standard output of this process. Java can't ask the system about it, so the launcher says
   * in the system properties {@code dfdb.terminal} and {@code dfdb.columns} what it is.
   */
  public static Terminal ofProcess() {
    Charset charset = charset();
    return new Terminal(
        new PrintStream(StandardOutput.ofProcess(), true, charset),
        Boolean.getBoolean("dfdb.terminal"),
        charset.newEncoder().canEncode('█'),
        Integer.getInteger("dfdb.columns", PLAIN_COLUMNS));
  }

  /** The character set of this process's terminal. */
  public static Charset charset() {
    return Charset.forName(
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII")));
  }

  /** A terminal nobody watches, writing plain lines to a stream. */
  public static Terminal plain(PrintStream out) {
    return new Terminal(out, false, true, PLAIN_COLUMNS);
  }

  /** The stream as a writer, flushed after each line. */
  public PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(out, charset()), true);
  }

  /** Writes one line. */
  public void line(String text) {
    out.println(text);
  }

  /** Writes an empty line. */
  public void line() {
    out.println();
  }

  /** What stands for text left out: an ellipsis, or three dots where there is only ASCII. */
  public String ellipsis() {
    return unicode ? "…" : "...";
  }
}
