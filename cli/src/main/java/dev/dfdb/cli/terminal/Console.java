package dev.dfdb.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command has around it: where it writes, where it reads, and its environment.
 *
 * @param out for what was asked for, and nothing else
 * @param err for everything else: errors, progress, remarks
 * @param in the standard input
 * @param environment the variables of the environment
 */
public record Console(Terminal out, Terminal err, InputStream in, Map<String, String> environment) {

  /** Copies the environment. */
  public Console {
    environment = Map.copyOf(environment);
  }

  /** That of this process. */
  public static Console ofProcess() {
    return new Console(
        Terminal.ofProcess(),
        new Terminal(
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, Terminal.charset()),
            Boolean.getBoolean("dfdb.error-terminal"),
            Terminal.charset().newEncoder().canEncode('█'),
            Integer.getInteger("dfdb.columns", Terminal.PLAIN_COLUMNS)),
        new FileInputStream(FileDescriptor.in),
        System.getenv());
  }

  /** Whether a person may be shown colours: there is a terminal, and NO_COLOR is not set. */
  public boolean colours() {
    return out.interactive() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
