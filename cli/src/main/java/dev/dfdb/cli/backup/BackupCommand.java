package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.Backups;
import dev.dfdb.cli.ExitCode;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Terminal;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb backup}. */
@Command(
    name = "backup",
    description = {
      "Makes a backup of a database, while others read and write it.",
      "",
      "What is there already is not written again. A backup that was interrupted can be restored"
          + " as far as it got, and running the command again goes on with it.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb backup --db people people-backups",
      "  dfdb backup --db people --full --keep 7 people-backups --json",
      "  dfdb backup --db people s3://backups/people?region=eu-west-3",
      "  dfdb backup --db people - > people.backup"
    })
public final class BackupCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final BackupLocation location = new BackupLocation();

  @Option(names = "--full", description = "Write everything anew.")
  private boolean full;

  @Option(names = "--without-events", description = "Leave the streams of events out.")
  private boolean withoutEvents;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Then remove all backups but the last N. Without it: none.")
  private @Nullable Integer keep;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** For a console. */
  public BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BackupRetention retention = retention();
    if (location.isStream()) {
      checkStream();
      writeStream();
      return ExitCode.DONE;
    }
    try (OpenedDatabase opened = database.open(console, Access.EXISTING);
        Backups backups = location.open()) {
      BackupReport report;
      String time;
      try (BackupProgressBar bar = new BackupProgressBar(console.err())) {
        report = backups.backup(opened.connection(), options().withProgress(bar));
        time = bar.elapsed();
      }
      print(console.out(), report, retain(backups, retention, report, time), time);
    }
    return ExitCode.DONE;
  }

  /** Removes older backups; where that is refused, the backup is made all the same, and told. */
  private int retain(Backups backups, BackupRetention retention, BackupReport report, String time) {
    if (keep == null) {
      return 0;
    }
    try {
      return backups.retain(retention);
    } catch (BackupException refused) {
      print(console.out(), report, 0, time);
      throw refused;
    }
  }

  private void checkStream() {
    if (console.out().interactive()) {
      throw new ParameterException(
          spec.commandLine(), "a backup is no text for a terminal; write it to a file or a pipe");
    }
    if (keep != null) {
      throw new ParameterException(spec.commandLine(), "a stream has no older backups to --keep");
    }
  }

  private void writeStream() {
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      BackupReport report;
      String time;
      try (BackupProgressBar bar = new BackupProgressBar(console.err())) {
        OutputStream out = console.out().out();
        report = Backups.write(opened.connection(), out, options().withProgress(bar));
        time = bar.elapsed();
      }
      print(console.err(), report, 0, time);
    }
  }

  private BackupRetention retention() {
    try {
      return keep == null ? BackupRetention.all() : BackupRetention.last(keep);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keep: " + e.getMessage(), e);
    }
  }

  private BackupOptions options() {
    BackupOptions options = full ? BackupOptions.full() : BackupOptions.incremental();
    return withoutEvents ? options.withoutEvents() : options;
  }

  private void print(Terminal to, BackupReport report, int removed, String time) {
    if (json.isGiven()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("kind", name(report.kind()));
      document.put("backup", BackupPoints.document(report.backup()));
      document.put("transactions", report.transactions());
      document.put("datoms", report.datoms());
      document.put("files", report.files());
      document.put("bytes", report.bytes());
      document.put("omissions", report.omissions());
      document.put("removed", removed);
      to.line(Json.print(document));
      return;
    }
    to.line(BackupPoints.describe(report.backup()));
    to.line(name(report.kind()) + ": "
        + Figures.count(report.transactions(), "transaction") + ", "
        + Figures.count(report.datoms(), "datom") + ", " + Figures.size(report.bytes())
        + " written in " + time);
    report.omissions().forEach(omission -> console.err().line("dfdb: not in it: " + omission));
    if (removed > 0) {
      to.line(Figures.count(removed, "older backup") + " removed");
    }
  }

  private static String name(BackupReport.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
