package dev.dfdb.cli;

import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;

/** The {@code dfdb} command: where the process starts. */
public final class Main {

  private static final int HELP_COLUMNS = 100;

  private Main() {}

  /**
   * Runs the command and ends the process: exit code 0 if it did what it was asked to, 1 if it
   * could not, 2 if it was called in a way it does not understand.
   */
  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), writer(System.err), arguments));
  }

  /**
   * Runs the command.
   *
   * @param terminal where it writes what it was asked for
   * @param errors where it says, in one line, why it could not do it
   * @return the exit code
   */
  static int run(Terminal terminal, PrintWriter errors, String... arguments) {
    DfdbCommand root = new DfdbCommand();
    CommandLine line = new CommandLine(root)
        .addSubcommand(new QuickstartCommand(terminal))
        .addSubcommand(new QueryCommand(terminal))
        .setOut(writer(terminal.out()))
        .setErr(errors)
        .setUsageHelpWidth(Math.min(terminal.columns(), HELP_COLUMNS))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    return line.setParameterExceptionHandler((e, given) -> {
          CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
          errors.println("dfdb: " + describe(e) + "; see " + command.qualifiedName() + " --help");
          return command.exitCodeOnInvalidInput();
        })
        .setExecutionExceptionHandler((e, command, parsed) -> {
          Throwable cause =
              e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
          errors.println("dfdb: " + describe(cause));
          if (root.verbose()) {
            cause.printStackTrace(errors);
          }
          return cause instanceof SyntaxException || cause instanceof QueryException
              ? command.getCommandSpec().exitCodeOnInvalidInput()
              : command.getCommandSpec().exitCodeOnExecutionException();
        })
        .execute(arguments);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, Terminal.charset()), true);
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    return message.replaceAll("\\s*\\R\\s*", "; ");
  }
}
