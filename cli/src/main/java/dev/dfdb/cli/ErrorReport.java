package dev.dfdb.cli;

import dev.dfdb.cli.database.NotOpenedException;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.Places;
import dev.dfdb.cli.shell.ShellCommand;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.OutputException;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.QueryLimitException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.exchange.mapping.MappingException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * What a command says when it fails: one line, or one JSON document.
 *
 * @param console where to say it
 * @param json whether as JSON
 */
public record ErrorReport(Console console, boolean json) implements ShellCommand.Errors {

  /** Says that a command was called wrongly. */
  int usage(String message, String command) {
    say(
        message,
        Map.of("see", command + " --help"),
        ExitCode.NOT_UNDERSTOOD,
        "; see " + command + " --help");
    return ExitCode.NOT_UNDERSTOOD;
  }

  /**
   * Says what went wrong.
   *
   * @param verbose whether to show where in the program
   * @return the exit code
   */
  int failure(Throwable thrown, boolean verbose) {
    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
    if (cause instanceof OutputException output && output.isClosedPipe()) {
      return ExitCode.NOBODY_READS; // there is nothing to be said of it
    }
    int code = code(cause);
    Throwable told =
        cause instanceof NotOpenedException && cause.getCause() != null ? cause.getCause() : cause;
    Map<String, Object> context = new LinkedHashMap<>();
    if (told instanceof DfdbException error) {
      context.put("summary", error.summary());
      error.context().forEach((key, value) -> context.put(key, String.valueOf(value)));
    }
    say(describe(cause), context, code, "");
    if (verbose) {
      cause.printStackTrace(console.err().writer());
    }
    return code;
  }

  @Override
  public int report(Throwable error) {
    return failure(error, false);
  }

  @Override
  public String message(Throwable error) {
    return describe(error);
  }

  private static int code(Throwable cause) {
    if (cause instanceof NotOpenedException) {
      return ExitCode.NOT_OPENED;
    }
    if (cause instanceof QueryCancelledException) {
      return ExitCode.INTERRUPTED;
    }
    boolean isMisunderstood = cause instanceof SyntaxException
        || cause instanceof MappingException
        || (cause instanceof QueryException && !(cause instanceof QueryLimitException));
    return isMisunderstood ? ExitCode.NOT_UNDERSTOOD : ExitCode.FAILED;
  }

  private void say(String message, Map<String, ?> context, int code, String more) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("error", message);
      document.put("context", context);
      document.put("exit", code);
      console.err().line(Json.print(document));
    } else {
      console.err().line("dfdb: " + message + more);
    }
  }

  /** The message of a failure on one line. */
  static String describe(Throwable e) {
    String message = e instanceof FileSystemException file ? Places.describe(file) : e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    return message.replaceAll("\\s*\\R\\s*", "; ");
  }
}
