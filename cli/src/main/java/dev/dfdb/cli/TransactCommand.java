package dev.dfdb.cli;

import dev.dfdb.TxReport;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.edn.TransactionReader;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.output.TransactionSummary;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Progress;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dfdb transact}. */
@Command(
    name = "transact",
    description = {
      "Commits transactions.",
      "",
      "A vector of forms is a transaction, and so is a map with :tx-data. Forms that stand alone are"
          + " put together, up to --batch in one. If a transaction is refused, those before it are"
          + " committed, and those after it are not.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb transact --db rocksdb:people '[{:person/name \"Ada\" :person/age 36}]'",
      "  dfdb transact --db people --file people.edn",
      "  dfdb transact --db people --json - < people.edn",
      "  dfdb transact --db people#workspace-1 '[{:db/id \"b\" :person/name \"Bob\"}]'"
    })
final class TransactCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = {"--file", "-f"},
      paramLabel = "FILE",
      description = "A file with transactions. May be given several times.")
  private List<Path> files = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many forms that stand alone are one transaction at most; tempids are the"
          + " same within one. Without it: ${DEFAULT-VALUE}.")
  private int batch;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FORMS",
      description = "Forms as EDN, or - for the standard input.")
  private List<String> arguments = List.of();

  TransactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (batch < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batch takes a number from 1 on, not " + batch);
    }
    if (arguments.isEmpty() && files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "forms are missing: give them, or - or --file");
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new FileNotFoundException("there is no file " + file + " that could be read");
      }
    }
    TransactionSummary summary = new TransactionSummary(console.out(), json.isGiven());
    try (OpenedDatabase opened = database.open(console, Access.CREATING)) {
      List<String> texts = new ArrayList<>(arguments);
      for (String text : texts) {
        boolean isInput = text.equals("-");
        try (Reader reader = isInput
            ? new InputStreamReader(console.in(), StandardCharsets.UTF_8)
            : new StringReader(text)) {
          transact(
              opened,
              reader,
              isInput ? "the standard input" : "argument",
              summary,
              isInput ? Progress.UNKNOWN : text.length());
        }
      }
      for (Path file : files) {
        try (Reader reader = Files.newBufferedReader(file)) {
          transact(opened, reader, file.toString(), summary, Files.size(file));
        }
      }
    }
    summary.finish();
    return ExitCode.DONE;
  }

  /** Progress is shown of what is read from somewhere; it is a moment's work otherwise. */
  private void transact(
      OpenedDatabase opened, Reader reader, String source, TransactionSummary summary, long size)
      throws IOException {
    TransactionReader transactions = new TransactionReader(reader, source, batch);
    Progress progress = Progress.begin(console.err(), "bytes", "datoms", size);
    long read = 0;
    try {
      Optional<TransactionReader.Transaction> next = transactions.next();
      for (; next.isPresent(); next = transactions.next()) {
        TxReport report = commit(opened, next.get(), source);
        progress.above(() -> summary.add(report));
        long chars = transactions.chars();
        progress.advance(chars - read, report.txData().size(), "");
        read = chars;
      }
    } finally {
      progress.finish();
    }
  }

  private static TxReport commit(
      OpenedDatabase opened, TransactionReader.Transaction transaction, String source) {
    try {
      return transaction.commit(opened.connection());
    } catch (RuntimeException e) {
      throw transaction.located(e, source);
    }
  }
}
