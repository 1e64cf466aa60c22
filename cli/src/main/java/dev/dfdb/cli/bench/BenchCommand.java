package dev.dfdb.cli.bench;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.output.Places;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb bench}. */
@Command(
    name = "bench",
    description = {
      "Works a database as a program would: people and their orders are written, read, pulled and"
          + " asked for by several threads, a few of the people much more often than the others.",
      "",
      "It tells of each second on the standard error, and of how long everything took in the end."
          + " With several databases it works one after the other. A database has to be empty."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb bench --db memory: --duration 1s --people 100",
      "  dfdb bench --db rocksdb:my-bench --db memory: --duration 1s --people 100 --report my-report",
      "  dfdb bench --db memory: --duration 1s --people 100 --rate 200 --mix read=80,write=20 --json",
      "  dfdb bench --db postgresql://app@db.example.org/app?table=bench --threads 16 --jfr bench.jfr"
    })
public final class BenchCommand implements Callable<Integer> {

  private final Console console;

  @picocli.CommandLine.Option(
      names = {"--db", "-d"},
      paramLabel = "URI",
      defaultValue = "memory:",
      description = "The database, as for every command. May be given several times. Without it:"
          + " ${DEFAULT-VALUE}")
  private List<String> databases = List.of("memory:");

  @picocli.CommandLine.Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many work at once. Without it: ${DEFAULT-VALUE}.")
  private int threads;

  @picocli.CommandLine.Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "For how long, such as 30s or 10m. Without it: ${DEFAULT-VALUE}.")
  private String duration = "30s";

  @picocli.CommandLine.Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Begin so many things in a second, whether or not those before are done, and"
          + " count their waiting, too. Without it: as many as the threads can.")
  private int rate;

  @picocli.CommandLine.Option(
      names = "--mix",
      paramLabel = "MIX",
      description = "What is done how often: write (an order), batch (fifty), read, pull, query and"
          + " aggregate. Without it: write=20,batch=2,read=40,pull=15,query=18,aggregate=5.")
  private @Nullable String mix;

  @picocli.CommandLine.Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many people there are, each with an order, before it begins. Without it:"
          + " ${DEFAULT-VALUE}.")
  private int people;

  @picocli.CommandLine.Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where chance begins. Without it: ${DEFAULT-VALUE}.")
  private long seed;

  @picocli.CommandLine.Option(
      names = "--existing",
      description = "Also work in a database that is not empty. What is written stays there.")
  private boolean existing;

  @picocli.CommandLine.Option(
      names = "--jfr",
      paramLabel = "FILE",
      description = "Record with Java Flight Recorder into a file.")
  private @Nullable Path jfr;

  @picocli.CommandLine.Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "Write report.md, throughput.svg and latency.svg into a folder.")
  private @Nullable Path report;

  @Mixin
  private final JsonOption json = new JsonOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** The command. */
  public BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Load load = load();
    if (report != null) {
      Places.checkFolder(report);
    }
    if (jfr != null) {
      Places.checkFile(jfr);
    }
    List<Outcome> outcomes = new ArrayList<>();
    Recording recording = jfr == null ? null : new Recording(jfr);
    try {
      for (String text : databases) {
        outcomes.add(outcome(new DatabaseUri(text), load));
      }
    } finally {
      if (recording != null) {
        recording.close();
      }
    }
    Report result = new Report(load, outcomes);
    if (json.isGiven()) {
      result.documents().forEach(document -> console.out().line(Json.print(document)));
    } else {
      new Table(Report.COLUMNS, result.rows())
          .lines(console.out(), Integer.MAX_VALUE)
          .forEach(console.out()::line);
      outcomes.forEach(outcome -> outcome
          .errors()
          .forEach((error, count) ->
              console.out().line(outcome.database() + ": " + count + " times " + error)));
    }
    if (report != null) {
      result.write(report);
    }
    return outcomes.stream().allMatch(outcome -> outcome.errors().isEmpty()) ? 0 : 1;
  }

  private Outcome outcome(DatabaseUri uri, Load load) throws InterruptedException {
    Map<String, Object> config;
    try {
      config = uri.configuration(Access.CREATING, console.environment());
    } catch (DfdbException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (OpenedDatabase opened = OpenedDatabase.open(uri, config, Access.CREATING)) {
      long t = opened.connection().db().basisT();
      if (t > 0 && !existing) {
        throw new MisconfiguredException(
            "the database is not empty, and a load test would leave its own data in it; give an"
                + " empty one, or --existing",
            Map.of("database", uri, "t", t));
      }
      return new Bench(opened, load, console.err()).run();
    }
  }

  private Load load() {
    try {
      Duration time = Option.duration("duration", "for how long").parse(duration);
      positive("--threads", threads);
      positive("--people", people);
      if (rate < 0 || time.isZero()) {
        throw new IllegalArgumentException("--rate and --duration are positive");
      }
      return new Load(
          threads, time, rate, mix == null ? Mix.usual() : Mix.parse(mix), people, seed);
    } catch (IllegalArgumentException | MisconfiguredException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void positive(String option, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(option + " takes a number from 1 on, not " + number);
    }
  }
}
