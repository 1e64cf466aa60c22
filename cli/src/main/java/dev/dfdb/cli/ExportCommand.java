package dev.dfdb.cli;

import dev.dfdb.Db;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.database.ViewOptions;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.exchange.Exporter;
import dev.dfdb.exchange.MappingDocument;
import dev.dfdb.exchange.mapping.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb export}. */
@Command(
    name = "export",
    description = {
      "Exports entities, the answer to a question, or the log as CSV, JSON lines or EDN.",
      "",
      "What is exported is the database of one moment, whatever is transacted meanwhile. It can be"
          + " imported again, CSV and JSON lines with the mapping that --mapping writes.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb export --db people --having person/email people-out.csv",
      "  dfdb export --db people --mapping people-map.edn people-out.jsonl",
      "  dfdb export --db people --as-of 1 --format edn -",
      "  dfdb export --db people --query '[:find ?name :where [_ :person/name ?name]]' people-out.csv",
      "  dfdb export --db people --having person/name --pull '[:person/name]' --format jsonl -",
      "  dfdb export --db people --transactions people-log.edn"
    })
final class ExportCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final ViewOptions view = new ViewOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final FileOptions file = new FileOptions();

  @Option(
      names = "--having",
      paramLabel = "ATTRIBUTE",
      description = "Only entities that have an attribute.")
  private @Nullable String having;

  @Option(
      names = "--attributes",
      split = ",",
      paramLabel = "ATTRIBUTE",
      description = "Only these attributes, in CSV in this order.")
  private List<String> attributes = List.of();

  @Option(
      names = {"--query", "-q"},
      paramLabel = "QUERY",
      description = "The rows of an answer instead of entities.")
  private @Nullable String query;

  @Option(
      names = "--pull",
      paramLabel = "PATTERN",
      description = "What a pattern gives of the entities with --having.")
  private @Nullable String pattern;

  @Option(
      names = "--transactions",
      description = "The transactions of the log, as EDN: all of the past, to be transacted again.")
  private boolean transactions;

  @Option(
      names = {"--mapping", "-m"},
      paramLabel = "FILE",
      description = "Where to write the mapping by which the entities are imported again.")
  private @Nullable Path mapping;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int kinds = (query == null ? 0 : 1) + (pattern == null ? 0 : 1) + (transactions ? 1 : 0);
    if (kinds > 1) {
      throw new ParameterException(
          spec.commandLine(), "only one of --query, --pull and --transactions");
    }
    if (pattern != null && having == null) {
      throw new ParameterException(spec.commandLine(), "--pull needs --having");
    }
    Format chosen = transactions && !file.isFormatGiven() ? Format.EDN : file.format();
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      Db db = view.of(opened.connection().db());
      Progress progress =
          new Progress(console.err(), "", "rows", Progress.UNKNOWN, 0, System::nanoTime);
      long[] seen = {0};
      Exporter exporter = exporter(db).onProgress(rows -> {
        progress.advance(0, rows - seen[0], "");
        seen[0] = rows;
      });
      long rows;
      try {
        if (file.isStandard()) {
          rows = write(opened, db, exporter, console.out().out(), chosen);
        } else {
          try (OutputStream out = Files.newOutputStream(file.path())) {
            rows = write(opened, db, exporter, out, chosen);
          }
        }
      } finally {
        progress.finish();
      }
      if (mapping != null) {
        Files.writeString(mapping, MappingDocument.write(exporter(db).mapping()));
      }
      if (!file.isStandard()) {
        console
            .out()
            .line(
                json.isGiven()
                    ? Json.print(Map.of("rows", rows, "t", db.basisT()))
                    : Figures.count(rows, "row") + " in " + Figures.time(progress.elapsed()));
      }
    }
    return ExitCode.DONE;
  }

  private Exporter exporter(Db db) {
    Exporter exporter = Exporter.of(db);
    exporter = having == null ? exporter : exporter.having(having);
    return attributes.isEmpty() ? exporter : exporter.attributes(attributes);
  }

  private long write(
      OpenedDatabase opened, Db db, Exporter exporter, OutputStream out, Format chosen)
      throws IOException {
    if (query != null) {
      return exporter.rows(db.q(query), out, chosen);
    }
    if (pattern != null) {
      return exporter.pulled(pattern, out, chosen);
    }
    return transactions
        ? exporter.transactions(opened.connection().log(), out)
        : exporter.to(out, chosen);
  }
}
