package dev.dfdb.cli;

import dev.dfdb.Db;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.database.ViewOptions;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.output.Places;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.exchange.Exporter;
import dev.dfdb.exchange.MappingDocument;
import dev.dfdb.exchange.WholeFile;
import dev.dfdb.exchange.mapping.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
    Format chosen = format();
    if (!file.isStandard()) {
      Places.checkFile(file.path());
    }
    if (mapping != null) {
      Places.checkFile(mapping);
    }
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      Db db = view.of(opened.connection().db());
      Progress progress = file.isStandard() && console.out().interactive()
          ? Progress.hidden()
          : Progress.begin(console.err(), "", "rows", Progress.UNKNOWN);
      long rows;
      try {
        rows = write(opened, db, progress, chosen);
      } finally {
        progress.finish();
      }
      writeMapping(db);
      if (!file.isStandard()) {
        say(rows, db.basisT(), progress);
      }
    }
    return ExitCode.DONE;
  }

  /** Transactions are EDN, and no file is called what it is not. */
  private Format format() {
    if (!transactions) {
      return file.format();
    }
    if (file.isFormatGiven() ? file.format() != Format.EDN : file.isNamedOtherwise(Format.EDN)) {
      throw new ParameterException(
          spec.commandLine(),
          "--transactions are written as EDN: name the file .edn, or give --format edn");
    }
    return Format.EDN;
  }

  private void writeMapping(Db db) throws IOException {
    if (mapping != null) {
      String document = MappingDocument.write(exporter(db).mapping());
      WholeFile.write(mapping, out -> {
        out.write(document.getBytes(StandardCharsets.UTF_8));
        return 1;
      });
    }
  }

  private void say(long rows, long t, Progress progress) {
    console
        .out()
        .line(
            json.isGiven()
                ? Json.print(Map.of("rows", rows, "t", t))
                : Figures.count(rows, "row") + " in " + Figures.time(progress.elapsed()));
  }

  private Exporter exporter(Db db) {
    try {
      Exporter exporter = Exporter.of(db);
      exporter = having == null ? exporter : exporter.having(having);
      return attributes.isEmpty() ? exporter : exporter.attributes(attributes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), ErrorReport.describe(e), e);
    }
  }

  private long write(OpenedDatabase opened, Db db, Progress progress, Format chosen)
      throws IOException {
    long[] seen = {0};
    Exporter exporter = exporter(db).onProgress(rows -> {
      progress.advance(0, rows - seen[0], "");
      seen[0] = rows;
    });
    return file.isStandard()
        ? write(opened, db, exporter, console.out().out(), chosen)
        : WholeFile.write(file.path(), out -> write(opened, db, exporter, out, chosen));
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
