package dev.dfdb.benchmarks.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the questions of workloads of several databases in one process, checks that their answers
 * are the same, and prints a table of medians. For quick comparisons: the databases share a JVM and
 * its compiled code.
 *
 * <p>Arguments: the letters of groups ({@code abd}), then the most seconds for a question, then a
 * part of the name of a question.
 */
public final class Comparison {

  private static final int MIN_RUNS = 3;

  private final List<Engine> engines;
  private final PrintStream out;
  private final long budget;
  private final String named;
  private long consumed;

  private Comparison(List<Engine> engines, PrintStream out, double seconds, String named) {
    this.engines = engines;
    this.out = out;
    this.budget = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    this.named = named;
  }

  /** Compares dfdb in memory and on RocksDB. */
  public static void main(String[] arguments) throws Exception {
    run(List.of(new DfdbEngine("memory"), new DfdbEngine("rocksdb")), workloads(), arguments);
  }

  /** Compares databases; the ratios are to the last of them. */
  public static void run(List<Engine> engines, List<Workload> workloads, String... arguments)
      throws Exception {
    String groups = arguments.length > 0 ? arguments[0] : "abcde";
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 2;
    String named = arguments.length > 2 ? arguments[2] : "";
    Comparison comparison = new Comparison(engines, System.out, seconds, named);
    for (Workload workload : workloads) {
      if (groups.indexOf(workload.name().charAt(0)) >= 0) {
        comparison.compare(workload);
      }
    }
    for (Engine engine : engines) {
      engine.close();
    }
    System.out.println("# values read: " + comparison.consumed);
  }

  /** The workloads that need nothing but themselves. */
  public static List<Workload> workloads() {
    return List.of(
        new PeopleWorkload(), new SocialWorkload(), new RuleWorkload(), new MomentWorkload());
  }

  private void compare(Workload workload) throws Exception {
    for (Engine engine : engines) {
      long start = System.nanoTime();
      engine.load(workload);
      out.printf("# %s loaded in %d ms%n", engine.name(), (System.nanoTime() - start) / 1_000_000);
    }
    out.printf("%n%-40s", workload.name() + " (median in µs)");
    engines.forEach(engine -> out.printf("%18s", engine.name()));
    out.println();
    double[] logs = new double[engines.size()];
    int compared = 0;
    for (Question question : workload.questions()) {
      if (!question.name().contains(named)) {
        continue;
      }
      double[] medians = medians(question);
      double last = medians[medians.length - 1];
      if (Arrays.stream(medians).allMatch(Double::isFinite)) {
        compared++;
        for (int i = 0; i < medians.length; i++) {
          logs[i] += Math.log(last / medians[i]);
        }
      }
    }
    out.printf("%-40s", "geometric mean, times faster");
    for (double log : logs) {
      out.printf(Locale.ROOT, "%18.2f", Math.exp(log / Math.max(1, compared)));
    }
    out.println("\n");
  }

  private double[] medians(Question question) throws Exception {
    boolean[] answered = check(question);
    out.printf("%-40s", question.name());
    double[] medians = new double[engines.size()];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = answered[i] ? median(engines.get(i), question) : Double.POSITIVE_INFINITY;
      out.print(
          Double.isFinite(medians[i])
              ? String.format(Locale.ROOT, "%18.1f", medians[i])
              : String.format("%18s", "timed out"));
      out.flush();
    }
    out.println();
    return medians;
  }

  /** The median time in microseconds; infinite if it timed out. */
  private double median(Engine engine, Question question) throws Exception {
    List<Long> times = new ArrayList<>();
    try {
      long begin = System.nanoTime();
      // The first half warms up.
      boolean warm = false;
      while (times.size() < MIN_RUNS || System.nanoTime() - begin < budget) {
        if (!warm && System.nanoTime() - begin > budget / 2 && times.size() > MIN_RUNS) {
          warm = true;
          times.clear();
        }
        long start = System.nanoTime();
        consumed += Answers.read(engine.ask(question));
        times.add(System.nanoTime() - start);
        if (System.nanoTime() - begin > 20 * budget) {
          break;
        }
      }
    } catch (TimeoutException e) {
      return Double.POSITIVE_INFINITY;
    }
    times.sort(null);
    return times.get(times.size() / 2) / 1_000.0;
  }

  /** Compares the answers and says who answered at all. */
  private boolean[] check(Question question) throws Exception {
    String expected = null;
    boolean[] answered = new boolean[engines.size()];
    for (int i = 0; i < answered.length; i++) {
      Engine engine = engines.get(i);
      String found = answer(engine, question);
      answered[i] = found != null;
      if (expected == null) {
        expected = found;
      } else if (found != null && !expected.equals(found)) {
        throw new IllegalStateException(question.name() + ": " + engine.name() + " answers\n"
            + shortened(found) + "\nwhere " + engines.get(0).name() + " answers\n"
            + shortened(expected));
      }
    }
    return answered;
  }

  private static @Nullable String answer(Engine engine, Question question) throws Exception {
    try {
      return Answers.normal(engine.askComparably(question));
    } catch (TimeoutException e) {
      return null;
    }
  }

  private static String shortened(String text) {
    return text.length() < 500 ? text : text.substring(0, 500) + "… (" + text.length() + ")";
  }
}
