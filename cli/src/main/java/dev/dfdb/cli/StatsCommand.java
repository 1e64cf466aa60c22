package dev.dfdb.cli;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.database.ViewOptions;
import dev.dfdb.cli.output.DatabaseFigures;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dfdb stats}. */
@Command(
    name = "stats",
    description = "Says how large a database is: datoms of each attribute, and what the storage"
        + " says of itself.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb stats --db rocksdb:people",
      "  dfdb stats --db people --json",
      "  dfdb stats --db people --as-of 1"
    })
final class StatsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final ViewOptions view = new ViewOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      DatabaseFigures figures = DatabaseFigures.of(
          view.of(opened.connection().db()),
          opened.statistics(),
          opened.connection().statistics());
      figures.print(console.out(), json.isGiven());
    }
    return ExitCode.DONE;
  }
}
