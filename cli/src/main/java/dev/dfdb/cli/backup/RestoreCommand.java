package dev.dfdb.cli.backup;

import dev.dfdb.Connection;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.cli.ExitCode;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.database.PointInTime;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb restore}. */
@Command(
    name = "restore",
    description = {
      "Restores a database from a backup, into a database of any backend that is not there yet or"
          + " empty.",
      "",
      "A restore that was interrupted goes on when the command is run again.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb restore --db people-restored people-backups",
      "  dfdb restore --db people-earlier --to 1 people-backups --json",
      "  dfdb restore --db people-again - < people.backup"
    })
public final class RestoreCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final BackupLocation location = new BackupLocation();

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "The database as it was after this transaction, or at a time such as"
          + " 2026-01-31T12:00:00Z. Without it: after the last.")
  private @Nullable String to;

  @Option(
      names = "--backup",
      paramLabel = "N",
      description = "The number of the backup, as backups lists them. Without it: the newest.")
  private @Nullable Long number;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** For a console. */
  public RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RestoreOptions options = options();
    if (location.isStream()) {
      if (number != null) {
        throw new ParameterException(
            spec.commandLine(), "a stream has one backup, without a number");
      }
      return restore(options, (into, chosen) -> Backups.restore(console.in(), into, chosen));
    }
    try (Backups backups = location.open()) {
      if (backups.choose(options).isEmpty()) {
        throw noBackup(backups); // before a database is begun
      }
      return restore(options, backups::restore);
    }
  }

  private int restore(
      RestoreOptions options, BiFunction<Connection, RestoreOptions, RestoreReport> from) {
    try (OpenedDatabase opened = database.open(console, Access.CREATING);
        BackupProgressBar bar = new BackupProgressBar(console.err())) {
      RestoreReport report = from.apply(opened.connection(), options.withProgress(bar));
      bar.finish();
      new RestoreSummary(console, json.isGiven()).print(report, bar.elapsed());
    }
    return ExitCode.DONE;
  }

  private RestoreOptions options() {
    RestoreOptions options = to == null ? RestoreOptions.newest() : to(PointInTime.parse(to));
    return number == null ? options : options.ofBackup(number);
  }

  private static RestoreOptions to(Object point) {
    return point instanceof Instant instant
        ? RestoreOptions.to(instant)
        : RestoreOptions.to((Long) point);
  }

  private boolean isTime() {
    return to != null && PointInTime.parse(to) instanceof Instant;
  }

  private ParameterException noBackup(Backups backups) {
    return new ParameterException(
        spec.commandLine(),
        "there is no backup" + (number == null ? "" : " " + number)
            + (to == null ? "" : " that goes to " + (isTime() ? "" : "t ") + to) + " in "
            + backups.location());
  }
}
