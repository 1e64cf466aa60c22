package dev.dfdb.cli;

import dev.dfdb.cli.backup.BackupCommand;
import dev.dfdb.cli.backup.BackupsCommand;
import dev.dfdb.cli.backup.MigrateCommand;
import dev.dfdb.cli.backup.RestoreCommand;
import dev.dfdb.cli.bench.BenchCommand;
import dev.dfdb.cli.shell.ShellCommand;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.OutputException;
import dev.dfdb.cli.terminal.Terminal;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The {@code dfdb} command: where the process starts. */
public final class Main {

  private static final int HELP_COLUMNS = 100;

  private Main() {}

  /** Runs the command and ends the process with one of the codes of {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /**
   * Runs the command.
   *
   * @param console where it writes what it was asked for and, in one line, why it could not do it
   * @return the exit code
   */
  static int run(Console console, String... arguments) {
    ErrorReport errors = new ErrorReport(console, Arrays.asList(arguments).contains("--json"));
    DfdbCommand root = new DfdbCommand();
    return commandLine(console, root, errors)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler((e, given) -> {
          CommandSpec command = e.getCommandLine().getCommandSpec();
          return errors.usage(ErrorReport.describe(e), command.qualifiedName());
        })
        .setExecutionExceptionHandler((e, command, parsed) -> errors.failure(e, root.verbose()))
        .execute(arguments);
  }

  /** What went wrong with the help itself is told like what goes wrong in a command. */
  private static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutputException e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), ErrorReport.describe(e), e);
    }
  }

  /** All commands, without anything that is done about errors. */
  static CommandLine commandLine(Console console, DfdbCommand root, ErrorReport errors) {
    Terminal out = console.out();
    return new CommandLine(root)
        .addSubcommand(new QuickstartCommand(out))
        .addSubcommand(new ShellCommand(console, errors))
        .addSubcommand(new QueryCommand(console))
        .addSubcommand(new TransactCommand(console))
        .addSubcommand(new ImportCommand(console))
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(new BackupCommand(console))
        .addSubcommand(new BackupsCommand(console))
        .addSubcommand(new RestoreCommand(console))
        .addSubcommand(new MigrateCommand(console))
        .addSubcommand(new StatsCommand(console))
        .addSubcommand(new VerifyCommand(console))
        .addSubcommand(new CompactCommand(console))
        .addSubcommand(new BenchCommand(console))
        .setOut(out.writer())
        .setErr(console.err().writer())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Math.min(out.columns(), HELP_COLUMNS))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
  }
}
