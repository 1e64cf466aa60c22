package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.conformance.query.Differential;
import dev.dfdb.conformance.query.Differential.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random queries against their definition. The system properties {@code dfdb.query.cases} and
 * {@code dfdb.query.seed} set how many and from where on; {@code dfdb.stateful.shrinking-seconds}
 * for how long a smaller case that fails is looked for.
 */
interface QueryRules extends DatabaseRules {

  /** So many queries are asked of one database: to open a store on a disk takes a while. */
  int QUERIES_OF_A_WORLD = 10;

  /** The same queries in every build: one that fails is no accident. Others are asked for. */
  long FIRST_WORLD = 5_000_000;

  @Test
  default void randomQueriesAnswerAsTheyAreDefined() {
    long first = Long.getLong("dfdb.query.seed", FIRST_WORLD);
    int cases = Integer.getInteger("dfdb.query.cases", 500);
    int worlds = (cases + QUERIES_OF_A_WORLD - 1) / QUERIES_OF_A_WORLD;
    System.out.println("[conformance] " + getClass().getSimpleName() + ": " + cases
        + " random queries, -Ddfdb.query.seed=" + first);
    int skipped = 0;
    int answered = 0;
    for (long seed = first; seed < first + worlds; seed++) {
      Differential differential = new Differential(seed);
      Failure failure =
          onNewDatabase(database -> differential.run(database.connection(), QUERIES_OF_A_WORLD));
      if (failure != null) {
        throw report(seed, failure);
      }
      skipped += differential.skipped();
      answered += differential.answered();
    }
    assertTrue(skipped <= cases / 10, "too many queries are too large to be compared: " + skipped);
    assertTrue(answered >= cases / 5, "too many queries have no answer: " + (cases - answered));
  }

  private AssertionError report(long seed, Failure failure) {
    Duration patience =
        Duration.ofSeconds(Integer.getInteger("dfdb.stateful.shrinking-seconds", 60));
    List<Object> fewest = new Shrinker<Object>(
            parts -> again(seed, failure, parts) != null, part -> List.of(), patience)
        .shrink(Differential.parts(failure));
    Failure smallest = failure.isRefusal() ? failure : again(seed, failure, fewest);
    return new AssertionError(
        Objects.requireNonNullElse(smallest, failure) + "\nRun it again with:\n"
            + Reproduction.command(
                getClass(),
                "randomQueries*",
                "-Ddfdb.query.seed=" + seed + " -Ddfdb.query.cases=" + QUERIES_OF_A_WORLD));
  }

  private @Nullable Failure again(long seed, Failure failure, List<Object> parts) {
    Failure smaller = Differential.of(failure, parts);
    try {
      return onNewDatabase(
          database -> new Differential(seed).again(database.connection(), smaller));
    } catch (RuntimeException cantBeAsked) {
      return null;
    }
  }

  private <T extends @Nullable Object> T onNewDatabase(Function<DatabaseBench, T> work) {
    Bench bench = new Bench(anotherFixture());
    try (DatabaseBench database = new DatabaseBench(bench)) {
      return work.apply(database);
    } finally {
      bench.finish();
      forgetLeaks();
    }
  }
}
