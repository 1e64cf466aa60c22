package dev.dfdb.cli;

import dev.dfdb.Db;
import dev.dfdb.Query;
import dev.dfdb.QueryResult;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.database.ViewOptions;
import dev.dfdb.cli.edn.QueryInputs;
import dev.dfdb.cli.edn.Texts;
import dev.dfdb.cli.output.ExplainedQuery;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.output.RowFormat;
import dev.dfdb.cli.output.Rows;
import dev.dfdb.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dfdb query}. */
@Command(
    name = "query",
    description = "Asks a database a question and prints the answer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb query --db rocksdb:people '[:find ?name :where [_ :person/name ?name]]'",
      "  dfdb query --db people '[:find ?p :in $ ?name :where [?p :person/name ?name]]' '\"Ada\"'",
      "  dfdb query --db people --json '[:find ?n ?a :where [?p :person/name ?n] [?p :person/age ?a]]'",
      "  dfdb query --db people --as-of 1 --format csv --file names.edn",
      "  dfdb query --db people --rules rules.edn '[:find ?n :in $ %% :where (elder ?p) [?p :person/name ?n]]'",
      "  dfdb query --db people --explain - < names.edn"
    })
final class QueryCommand implements Callable<Integer> {

  private static final int TABLE_ROWS = 50;

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final ViewOptions view = new ViewOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = {"--rows", "--limit"},
      paramLabel = "N",
      description = "How many rows to print at most. Without it: " + TABLE_ROWS
          + " in a table, all in other formats.")
  private @Nullable Integer rows;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, edn (a vector on each line), json (an object on each line) or csv."
          + " Without it: table.")
  private RowFormat format = RowFormat.TABLE;

  @Option(
      names = {"--file", "-f"},
      paramLabel = "FILE",
      description = "Read the question from a file; then all that follows are inputs.")
  private @Nullable Path file;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The rules that the question calls %%.")
  private @Nullable Path rules;

  @Option(
      names = "--explain",
      description = "Answer the question, and print how that was done instead.")
  private boolean explain;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Stop after a time such as 500ms or 10s.")
  private @Nullable Duration timeout;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "QUERY INPUT",
      hideParamSyntax = true,
      description = "The question, in Datalog, or - for the standard input; and its inputs after"
          + " the database, each as EDN.")
  private List<String> arguments = List.of();

  QueryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (rows != null && rows < 0) {
      throw new ParameterException(
          spec.commandLine(), "--rows takes a number from 0 on, not " + rows);
    }
    if (timeout != null && timeout.isZero()) {
      throw new ParameterException(spec.commandLine(), "--timeout takes a time above 0");
    }
    List<String> given = new ArrayList<>(arguments);
    String text = text(given);
    @Nullable Object[] inputs = QueryInputs.of(text, given, rules == null ? null : Texts.of(rules));
    Query query = timeout == null ? Query.of(text) : Query.of(text).timeout(timeout);
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      Db db = view.of(opened.connection().db());
      if (explain) {
        new ExplainedQuery(db.explain(query, inputs)).print(console.out(), json.isGiven());
      } else {
        print(db, query, inputs);
      }
    }
    return ExitCode.DONE;
  }

  private String text(List<String> given) throws IOException {
    if (file != null) {
      return Texts.of(file);
    }
    if (given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a question is missing: give it, or - or --file");
    }
    String first = given.remove(0);
    return first.equals("-") ? Texts.of(console.in()) : first;
  }

  private void print(Db db, Query query, @Nullable Object[] inputs) {
    long start = System.nanoTime();
    QueryResult result = db.q(query, inputs);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    RowFormat chosen = json.isGiven() ? RowFormat.JSON : format;
    int usual = chosen == RowFormat.TABLE ? TABLE_ROWS : Integer.MAX_VALUE;
    Rows answer = Rows.of(result);
    answer.print(chosen, console.out(), rows == null ? usual : rows);
    if (chosen == RowFormat.TABLE) {
      console.out().line();
      console.out().line(answer.footer(time));
    }
  }
}
