package dev.dfdb.cli;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.QueryResult;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.edn.Edn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dfdb query}. */
@Command(
    name = "query",
    description = "Asks a RocksDB database a question and prints the answer as a table.")
final class QueryCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--db",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the database.")
  private Path database = Path.of("");

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many rows to print at most. Without it: ${DEFAULT-VALUE}.")
  private int rows;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "QUERY", description = "The question, in Datalog.")
  private String query = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "INPUT",
      description = "Its inputs after the database, each as EDN.")
  private List<String> inputs = List.of();

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (rows < 0) {
      throw new ParameterException(
          spec.commandLine(), "--rows takes a number from 0 on, not " + rows);
    }
    if (!Files.isDirectory(database)) {
      throw new IOException(
          "there is no database in " + database.toAbsolutePath().normalize());
    }
    Map<String, ?> storage = Map.of("type", "rocksdb", "path", database.toString());
    try (Connection connection = Dfdb.createDb(Map.of("storage-config", storage))) {
      long start = System.nanoTime();
      QueryResult result =
          connection.db().q(query, inputs.stream().map(Edn::read).toArray());
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      new Table(result.columns(), result.rows()).lines(terminal, rows).forEach(terminal::line);
      terminal.line();
      terminal.line(Figures.count(result.rows().size(), "row") + " in " + Figures.time(time));
    }
    return 0;
  }
}
