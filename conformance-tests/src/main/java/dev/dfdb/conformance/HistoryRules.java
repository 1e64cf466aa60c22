package dev.dfdb.conformance;

import dev.dfdb.conformance.oracle.HistoryCourse;
import dev.dfdb.conformance.oracle.UserFunctions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories against the definition of a database. The system properties
 * {@code dfdb.database.histories}, {@code dfdb.database.transactions} and
 * {@code dfdb.database.seed} set how many, how long, and from where on;
 * {@code dfdb.stateful.shrinking-seconds} for how long a shorter history that fails is looked for.
 */
interface HistoryRules extends DatabaseRules {

  /** The same histories in every build: one that fails is no accident. Others are asked for. */
  long USUAL_SEED = 1_000_000;

  @Test
  default void everyMomentOfRandomHistoriesIsAsDefined() {
    long first = Long.getLong("dfdb.database.seed", USUAL_SEED);
    int histories = Integer.getInteger("dfdb.database.histories", affordable());
    int length = Integer.getInteger("dfdb.database.transactions", 50);
    System.out.println("[conformance] " + getClass().getSimpleName() + ": " + histories
        + " histories of " + length + " transactions, -Ddfdb.database.seed=" + first);
    for (long seed = first; seed < first + histories; seed++) {
      List<Long> steps = HistoryCourse.steps(seed, length);
      if (failure(seed, steps) != null) {
        throw report(seed, steps);
      }
    }
  }

  /** So many that they take no minute: to open a store on a disk takes as long as a history. */
  private int affordable() {
    return anotherFixture().declared().persistent() ? 25 : 100;
  }

  private AssertionError report(long seed, List<Long> steps) {
    Duration patience =
        Duration.ofSeconds(Integer.getInteger("dfdb.stateful.shrinking-seconds", 60));
    List<Long> fewest = new Shrinker<Long>(
            some -> failure(seed, some) != null, step -> List.of(), patience)
        .shrink(steps);
    Failure failure = failure(seed, fewest);
    StringBuilder text = new StringBuilder("a history of " + fewest.size() + " steps, shrunk from "
        + steps.size() + ", fails" + (failure == null ? ", but not each time" : "") + ":\n");
    if (failure != null) {
      failure.journal().forEach(line -> text.append("    ").append(line).append('\n'));
      text.append(failure.problem()).append('\n');
    }
    text.append("Run it again with:\n")
        .append(Reproduction.command(
            getClass(),
            "everyMomentOfRandomHistories*",
            "-Ddfdb.database.seed=" + seed + " -Ddfdb.database.histories=1"
                + " -Ddfdb.database.transactions=" + steps.size()));
    return new AssertionError(text.toString(), failure == null ? null : failure.problem());
  }

  /** Runs a history on a store of its own; null if nothing is wrong. */
  private @Nullable Failure failure(long seed, List<Long> steps) {
    Bench bench = new Bench(anotherFixture());
    @Nullable Throwable problem = null;
    DatabaseBench database = new DatabaseBench(bench, UserFunctions.configuration());
    HistoryCourse course = new HistoryCourse(database, seed);
    try {
      course.run(steps);
    } catch (RuntimeException | AssertionError e) {
      problem = e;
    }
    List<String> journal = course.journal();
    try {
      database.close();
      bench.finish();
    } catch (RuntimeException | AssertionError e) {
      problem = problem == null ? e : problem;
    }
    forgetLeaks();
    return problem == null ? null : new Failure(journal, problem);
  }

  /**
   * What went wrong.
   *
   * @param journal what had been done
   */
  record Failure(List<String> journal, Throwable problem) {}
}
