package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.cli.ExitCode;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  private static final int PIPE_BYTES = 1 << 20;

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "URI",
      description = "The database to move to, which is not there yet, empty, or moved in part.")
  private String into = "";

  /** For a console. */
  public MigrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase from = database.open(console, Access.EXISTING);
        OpenedDatabase to = database.open(new DatabaseUri(into), console, Access.CREATING);
        PipedInputStream in = new PipedInputStream(PIPE_BYTES);
        PipedOutputStream out = new PipedOutputStream(in);
        BackupProgressBar bar = new BackupProgressBar(console.err())) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(
          () -> write(from, out), task -> new Thread(task, "dfdb-migrate").start());
      RestoreReport report;
      try {
        report = Backups.restore(in, to.connection(), RestoreOptions.newest().withProgress(bar));
      } catch (RuntimeException failure) {
        stop(in);
        throw cause(writing, failure);
      }
      writing.join();
      bar.finish();
      new RestoreSummary(console, json.isGiven()).print(report, bar.elapsed());
    }
    return ExitCode.DONE;
  }

  /** So that the writer does not wait for one who reads no more. */
  private static void stop(InputStream in) throws IOException {
    in.close();
  }

  private static void write(OpenedDatabase from, OutputStream out) {
    try (out) {
      Backups.write(from.connection(), out, BackupOptions.incremental());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** If the reading of one database failed, that is why the writing of the other did. */
  private static RuntimeException cause(CompletableFuture<Void> writing, RuntimeException failure) {
    try {
      writing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageException reading) {
        return reading;
      }
    }
    return failure;
  }
}
