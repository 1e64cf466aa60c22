package dev.dfdb.benchmarks.query;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Asks one question of one database again and again, after comparing its answer with that of dfdb
 * in memory. Any name of an engine or a question may be given by {@code -p}; the defaults are some
 * of each group.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up
public class QueryBenchmark {

  /** As {@link Catalog} knows it. */
  @Param({"memory", "rocksdb"})
  String engine;

  /** As its workload calls it. */
  @Param({
    "one person by id",
    "four clauses",
    "range predicate",
    "grouped average",
    "pull of many",
    "entity access",
    "friends of friends",
    "badly ordered",
    "all triangles",
    "up a chain",
    "around a cycle",
    "same generation as one",
    "one balance as of 500",
    "sums by branch as of 500"
  })
  String question;

  private Engine loaded;
  private Question asked;

  /** Loads the data, once for a fork, and compares the answers. */
  @Setup
  public void load() throws Exception {
    Catalog.Found found = Catalog.find(question);
    asked = found.question();
    loaded = Catalog.engine(engine);
    loaded.load(found.workload());
    try (Engine reference = new DfdbEngine("memory")) {
      reference.load(found.workload());
      String expected = Answers.normal(reference.askComparably(asked));
      if (!Answers.normal(loaded.askComparably(asked)).equals(expected)) {
        throw new IllegalStateException(engine + " has another answer to " + question);
      }
    }
  }

  /** Deletes the data. */
  @TearDown
  public void close() throws IOException {
    loaded.close();
  }

  /** The question, and a look at every value of the answer. */
  @Benchmark
  public int ask() throws Exception {
    @Nullable Object answer = loaded.ask(asked);
    return Answers.read(answer);
  }
}
