package dev.dfdb.cli;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dfdb compact}. */
@Command(
    name = "compact",
    description = "Removes what attributes with a :db/historyRetention need not remember, and has"
        + " the storage give back space and put its data in order.",
    footerHeading = "%nExamples:%n",
    footer = {"  dfdb compact --db rocksdb:people", "  dfdb compact --db people --json"})
final class CompactCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  CompactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      OptionalLong before = opened.diskBytes();
      long start = System.nanoTime();
      Duration time = Progress.during(console.err(), "compacting", () -> {
        opened.connection().compact();
        return Duration.ofNanos(System.nanoTime() - start);
      });
      OptionalLong after = opened.diskBytes();
      if (json.isGiven()) {
        Map<String, Object> document = new LinkedHashMap<>();
        before.ifPresent(bytes -> document.put("bytes-before", bytes));
        after.ifPresent(bytes -> document.put("bytes-after", bytes));
        document.put("millis", time.toMillis());
        console.out().line(Json.print(document));
      } else {
        String sizes = before.isPresent() && after.isPresent()
            ? ": " + Figures.size(before.getAsLong()) + " on disk before, "
                + Figures.size(after.getAsLong()) + " after"
            : "";
        console.out().line("compacted in " + Figures.time(time) + sizes);
      }
    }
    return ExitCode.DONE;
  }
}
