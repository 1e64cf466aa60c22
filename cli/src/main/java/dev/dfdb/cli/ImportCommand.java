package dev.dfdb.cli;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.edn.Texts;
import dev.dfdb.cli.output.ImportSummary;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.exchange.ImportProgress;
import dev.dfdb.exchange.ImportReport;
import dev.dfdb.exchange.Importer;
import dev.dfdb.exchange.MappingDocument;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb import}. */
@Command(
    name = "import",
    description = {
      "Imports CSV, JSON lines or EDN.",
      "",
      "Columns go to attributes of their names, with the types that their values have, unless a"
          + " mapping says otherwise. An import that was interrupted goes on when it is run again:"
          + " each row is there once. Rows that are wrong are told and left out, and the exit code"
          + " is then 1.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb import --db people --namespace person --key email people.csv",
      "  dfdb import --db people --namespace person people.jsonl --json",
      "  dfdb import --db people --name restored people.edn",
      "  dfdb import --db people --format csv --name again --namespace person - < people.csv"
    })
final class ImportCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final FileOptions file = new FileOptions();

  @Option(
      names = {"--mapping", "-m"},
      paramLabel = "FILE",
      description = "A mapping, in EDN or JSON: which column goes to which attribute, and how.")
  private @Nullable Path mapping;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The namespace of attributes that come of names of columns, such as person.")
  private @Nullable String namespace;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "A column that says which entity a row is about: its attribute is a unique"
          + " identity. May be given several times.")
  private List<String> keys = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name under which the import goes on. Without it: that of the file.")
  private @Nullable String name;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where rows go that are wrong, each with the reason.")
  private @Nullable Path rejects;

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "Give up when more rows are wrong. Without it: never.")
  private @Nullable Long maxErrors;

  @Option(
      names = "--agreement",
      paramLabel = "PART",
      description =
          "How large a part of the values looked at has to be of a type, such as 0.99, for"
              + " the others to be wrong. Without it: all.")
  private @Nullable Double agreement;

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER",
      description = "Between fields of CSV; tab for a tab. Without it: a comma, and in .tsv a tab.")
  private @Nullable String separator;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "The names of the columns of a CSV without a heading.")
  private List<String> columns = List.of();

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      description =
          "The charset of a text without a byte order mark. Without it: ${DEFAULT-VALUE}.")
  private Charset charset = StandardCharsets.UTF_8;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many rows are one transaction at most. Without it: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1000",
      description = "From how many rows types are found out. Without it: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--restart",
      description = "Begin at the first row, whatever was imported under this name before.")
  private boolean restart;

  @Option(
      names = "--keep-origins",
      description =
          "Leave to entities the names they have in the text, for later imports to refer" + " to.")
  private boolean keepOrigins;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Importer importer = importer();
    ImportSummary summary = new ImportSummary(console, json.isGiven());
    try (OpenedDatabase opened = database.open(console, Access.CREATING)) {
      long[] seen = {0, 0};
      Progress progress = Progress.begin(console.err(), "bytes", "rows", size());
      ImportReport report;
      try {
        report = importer
            .onInferred(columns -> progress.above(() -> summary.inferred(columns)))
            .onProblem(problem -> progress.above(() -> summary.problem(problem)))
            .onProgress(at -> advance(progress, at, seen))
            .run(opened.connection());
      } finally {
        progress.finish();
      }
      summary.finish(report, progress.elapsed());
      return report.rejected() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  /** What was read before this run began is no rate of it. */
  private static void advance(Progress progress, ImportProgress at, long[] seen) {
    long rows = at.rows() - at.before();
    progress.advance(at.bytesRead() - seen[0], rows - seen[1], rejected(at));
    seen[0] = at.bytesRead();
    seen[1] = rows;
  }

  private static String rejected(ImportProgress at) {
    return at.rejected() == 0 ? "" : at.rejected() + " wrong";
  }

  private long size() throws IOException {
    return file.isStandard() ? Progress.UNKNOWN : Files.size(file.path());
  }

  private Importer importer() throws IOException {
    try {
      Source source = source();
      Importer importer =
          Importer.of(source, file.format()).mapping(mapping()).batchRows(batch).sampleRows(sample);
      importer = rejects == null ? importer : importer.rejects(rejects);
      importer = maxErrors == null ? importer : importer.maxErrors(maxErrors);
      importer = restart ? importer.restart() : importer;
      importer = keepOrigins ? importer.keepOrigins() : importer;
      return separator == null && columns.isEmpty() ? importer : importer.dialect(dialect());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Source source() {
    if (file.isStandard()) {
      if (!file.isFormatGiven() || name == null) {
        throw new ParameterException(
            spec.commandLine(), "the standard input needs --format and --name");
      }
      return Source.of(name, console::in).in(charset);
    }
    Source source = Source.file(file.path()).in(charset);
    return name == null ? source : source.named(name);
  }

  private Mapping mapping() throws IOException {
    Mapping read = mapping == null
        ? Mapping.inferred(namespace == null ? "row" : namespace)
        : MappingDocument.read(Texts.of(mapping));
    if (agreement != null) {
      read = read.agreement(agreement);
    }
    for (String key : keys) {
      read = read.withKey(key);
    }
    return read;
  }

  private Dialect dialect() {
    Dialect dialect = Dialect.DEFAULT;
    if (separator != null) {
      boolean isTab = separator.equals("tab") || separator.equals("\\t");
      if (!isTab && separator.length() != 1) {
        throw new ParameterException(spec.commandLine(), "--separator takes one character, or tab");
      }
      dialect = dialect.separatedBy(isTab ? '\t' : separator.charAt(0));
    } else if (file.path().toString().endsWith(".tsv")) {
      dialect = dialect.separatedBy('\t');
    }
    return columns.isEmpty() ? dialect : dialect.withHeader(columns);
  }
}
