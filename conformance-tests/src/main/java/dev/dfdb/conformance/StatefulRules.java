package dev.dfdb.conformance;

import dev.dfdb.storage.Durability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All rules together: random commands on the store and on a sorted map. The system properties
 * {@code dfdb.stateful.sequences}, {@code dfdb.stateful.commands} and {@code dfdb.stateful.seed}
 * set how many sequences, how long, and from where on; {@code dfdb.stateful.shrinking-seconds} for
 * how long a smaller sequence that fails is looked for.
 */
interface StatefulRules extends Rules {

  /** How many sequences to run. */
  default int sequences() {
    return Integer.getInteger("dfdb.stateful.sequences", 1_000);
  }

  /** A store of its own for each sequence. */
  StorageFixture anotherFixture();

  @Test
  default void s1_to_s9_randomCommandsDoWhatTheyDoToASortedMap() {
    long first = Long.getLong("dfdb.stateful.seed", ThreadLocalRandom.current().nextLong());
    int commands = Integer.getInteger("dfdb.stateful.commands", 100);
    Set<Durability> durabilities = bench().capabilities().durabilities();
    System.out.println("[conformance] " + getClass().getSimpleName() + ": " + sequences()
        + " sequences of " + commands + " commands, -Ddfdb.stateful.seed=" + first);
    for (int i = 0; i < sequences(); i++) {
      List<Command> sequence = new CommandGenerator(first + i, durabilities).sequence(commands);
      if (failure(sequence) != null) {
        throw report(sequence, first + i);
      }
    }
  }

  private AssertionError report(List<Command> sequence, long seed) {
    Duration patience =
        Duration.ofSeconds(Integer.getInteger("dfdb.stateful.shrinking-seconds", 60));
    List<Command> smallest = new Shrinker<>(
            candidate -> failure(candidate) != null, Command::simpler, patience)
        .shrink(sequence);
    Failure failure = failure(smallest);
    StringBuilder text =
        new StringBuilder("a sequence of " + smallest.size() + " commands, shrunk from "
            + sequence.size() + ", fails" + (failure == null ? ", but not each time" : "") + ":\n");
    for (int i = 0; i < smallest.size(); i++) {
      boolean culprit = failure != null && failure.position() == i;
      text.append(culprit ? "  > " : "    ").append(show(smallest.get(i))).append('\n');
    }
    if (failure != null) {
      text.append(failure.problem()).append('\n');
    }
    text.append("Run it again with:\n")
        .append(Reproduction.command(
            getClass(),
            "s1_to_s9_*",
            "-Ddfdb.stateful.seed=" + seed
                + " -Ddfdb.stateful.sequences=1 -Ddfdb.stateful.commands=" + sequence.size()));
    return new AssertionError(text.toString(), failure == null ? null : failure.problem());
  }

  private static String show(Command command) {
    String text = command.toString();
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  /** Runs a sequence on a store of its own; null if nothing is wrong. */
  private @Nullable Failure failure(List<Command> sequence) {
    List<Throwable> problems = new ArrayList<>();
    int position = 0;
    Bench bench = new Bench(anotherFixture());
    Course course = new Course(bench);
    try {
      for (Command command : sequence) {
        command.run(course);
        position++;
      }
      course.finish();
    } catch (RuntimeException | AssertionError e) {
      problems.add(e);
      course.abandon();
    }
    try {
      bench.finish();
    } catch (RuntimeException | AssertionError e) {
      problems.add(e);
    }
    bench().takeLeaks(); // both benches heard them; the inner one has judged
    return problems.isEmpty() ? null : new Failure(position, problems.get(0));
  }

  /**
   * What went wrong.
   *
   * @param position of the command that failed; past the last one if the end did
   */
  record Failure(int position, Throwable problem) {}
}
