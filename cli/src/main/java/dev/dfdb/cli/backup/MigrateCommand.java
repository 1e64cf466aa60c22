package dev.dfdb.cli.backup;

import dev.dfdb.Connection;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.cli.ExitCode;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dfdb migrate}. */
@Command(
    name = "migrate",
    description = {
      "Moves a database to another backend, or another place: with all its history, its ids and"
          + " its streams of events. The database it comes from stays as it is.",
      "",
      "What is committed there meanwhile is not moved; run the command again, and it goes on with"
          + " what is new. So does one that was interrupted.",
    },
    footerHeading = "%nExamples:%n",
    footer = {"  dfdb migrate --db people --into rocksdb:people-moved"})
public final class MigrateCommand implements Callable<Integer> {

  /** The variable of the environment with the password of the server that is moved to. */
  private static final String PASSWORD = "DFDB_INTO_PASSWORD";

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "URI",
      description = {
        "The database to move to, which is not there yet, empty, or moved in part.",
        "Its password is taken from DFDB_INTO_PASSWORD; without it, from where that of --db is"
            + " taken if both are on one server, or else from the file named by PGPASSFILE."
      })
  private String into = "";

  /** For a console. */
  public MigrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase from = database.open(console, Access.EXISTING);
        OpenedDatabase to = openTarget()) {
      move(from.connection(), to.connection());
    }
    return ExitCode.DONE;
  }

  private OpenedDatabase openTarget() {
    DatabaseUri target = new DatabaseUri(into);
    Map<String, String> environment =
        environment(console.environment(), database.uri(console), target);
    return database.open(
        target,
        new Console(console.out(), console.err(), console.in(), environment),
        Access.CREATING);
  }

  /** The environment of the database that is moved to: no server is shown another's password. */
  static Map<String, String> environment(
      Map<String, String> environment, DatabaseUri from, DatabaseUri to) {
    Map<String, String> changed = new HashMap<>(environment);
    String own = environment.getOrDefault(PASSWORD, "");
    if (!own.isEmpty()) {
      changed.put(DatabaseUri.PASSWORDS.get(0), own);
    } else if (!to.isOnServerOf(from)) {
      changed.keySet().removeAll(DatabaseUri.PASSWORDS);
    }
    return changed;
  }

  private void move(Connection from, Connection to) throws IOException {
    try (BackupProgressBar bar = new BackupProgressBar(console.err())) {
      RestoreReport report = new Transfer(from, to).run(RestoreOptions.newest().withProgress(bar));
      bar.finish();
      new RestoreSummary(console, json.isGiven()).print(report, bar.elapsed());
    }
  }
}
