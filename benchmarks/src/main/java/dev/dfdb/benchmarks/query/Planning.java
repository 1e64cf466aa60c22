package dev.dfdb.benchmarks.query;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How much the order of clauses matters, planning included: the slowest permutation of a query
 * beside its fastest; and how long queries of many clauses take the first time.
 *
 * <p>All permutations are asked in turn, round after round, and of each the median of the rounds
 * counts, in time of the processor: so what else the machine does, or the compiler, falls on all
 * alike.
 */
public final class Planning {

  private static final List<List<String>> QUERIES = List.of(
      List.of("[?a :user/id 77]", "[?a :user/follows ?b]", "[?b :user/age 30]", "[?b :user/id ?n]"),
      List.of(
          "[?a :user/country \"country7\"]",
          "[?a :user/age 40]",
          "[?a :user/follows ?b]",
          "[?b :user/id ?n]"),
      List.of(
          "[?a :user/id 5]",
          "[?a :user/follows ?b]",
          "[?b :user/follows ?c]",
          "[?c :user/country \"country1\"]",
          "[?c :user/id ?n]"),
      List.of(
          "[?a :user/age 20]",
          "[?b :user/age 21]",
          "[?a :user/follows ?b]",
          "[?b :user/id ?n]",
          "[?a :user/country \"country9\"]"),
      List.of(
          "[?a :user/follows ?b]",
          "[?b :user/follows ?a]",
          "[?a :user/id 100]",
          "[?b :user/id ?n]"),
      List.of(
          "[?a :user/country ?c]",
          "[?a :user/id 12]",
          "[?b :user/country ?c]",
          "[?b :user/age 50]",
          "[?b :user/id ?n]"),
      List.of(
          "[?a :user/age ?x]",
          "[(> ?x 75)]",
          "[?a :user/country \"country2\"]",
          "[?a :user/follows ?b]",
          "[?b :user/id ?n]"),
      List.of(
          "[?a :user/id 1]",
          "[?b :user/follows ?a]",
          "[?c :user/follows ?b]",
          "[?c :user/age 33]",
          "[?c :user/country \"country3\"]",
          "[?c :user/id ?n]"),
      List.of(
          "[?a :user/country \"country4\"]",
          "[?b :user/country \"country5\"]",
          "[?a :user/follows ?b]",
          "[?b :user/id ?n]"),
      List.of(
          "[?a :user/id 9]",
          "[?a :user/follows ?b]",
          "[?b :user/follows ?c]",
          "[?c :user/follows ?a]",
          "[?b :user/id ?n]",
          "[?c :user/age ?y]"));

  private static final int RUNS = 9;
  private static final int ROUNDS = 61;
  private static final long WARM_NANOS = 3_000_000_000L;
  private static final long ROUND_MICROS = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Db db;

  private Planning(Db db) {
    this.db = db;
  }

  /** Runs it in memory. */
  public static void main(String[] arguments) {
    SocialWorkload workload = new SocialWorkload();
    Map<String, Object> config =
        Map.of("storage-config", Map.of("type", "memory"), "prepared-queries", 10_000);
    try (Connection connection = Dfdb.createDb(config)) {
      connection.transact(workload.schema());
      workload.transactions(connection::transact);
      Planning planning = new Planning(connection.db());
      QUERIES.forEach(planning::permute);
      for (int clauses : new int[] {3, 30, 300, 3_000}) {
        planning.many(clauses);
      }
    }
  }

  private void permute(List<String> clauses) {
    List<String> texts = new ArrayList<>();
    permutations(new ArrayList<>(clauses), 0, texts);
    Collections.shuffle(texts, new Random(1));
    long begin = System.nanoTime();
    double once = 0;
    for (int i = 0; System.nanoTime() - begin < WARM_NANOS || i < 2 * texts.size(); i++) {
      once = micros(texts.get(i % texts.size()), 1);
    }
    int runs = (int) Math.max(1, ROUND_MICROS / Math.max(1, once) / texts.size());
    double[][] rounds = new double[texts.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < rounds.length; i++) {
        rounds[i][round] = micros(texts.get(i), runs);
      }
    }
    double[] medians = new double[texts.size()];
    for (int i = 0; i < medians.length; i++) {
      Arrays.sort(rounds[i]);
      medians[i] = rounds[i][ROUNDS / 2];
    }
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    String worst = "";
    for (int i = 0; i < medians.length; i++) {
      least = Math.min(least, medians[i]);
      if (medians[i] > most) {
        most = medians[i];
        worst = texts.get(i);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%3d orders: best %.1f µs, worst %.1f µs, %.2f times: %s%n",
        medians.length,
        least,
        most,
        most / least,
        worst);
  }

  /** The time of the processor that one of some runs takes. */
  private double micros(String query, int runs) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < runs; i++) {
      db.q(query);
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / runs;
  }

  private static void permutations(List<String> clauses, int from, List<String> texts) {
    if (from == clauses.size()) {
      texts.add("[:find ?n :where " + String.join(" ", clauses) + "]");
      return;
    }
    for (int i = from; i < clauses.size(); i++) {
      Collections.swap(clauses, from, i);
      permutations(clauses, from + 1, texts);
      Collections.swap(clauses, from, i);
    }
  }

  private double median(String query, int runs) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      db.q(query);
      times.add(THREADS.getCurrentThreadCpuTime() - start);
    }
    times.sort(null);
    return times.get(times.size() / 2) / 1e3;
  }

  private void many(int clauses) {
    StringBuilder query = new StringBuilder("[:find ?e0 :where [?e0 :user/id 7]");
    for (int i = 1; i < clauses; i++) {
      query
          .append("[?e0 :user/")
          .append(i % 2 == 0 ? "age" : "country")
          .append(" ?v")
          .append(i)
          .append("]");
    }
    String text = query.append("]").toString();
    double first = median(text, 1);
    System.out.printf(
        Locale.ROOT,
        "%4d clauses: %.2f ms the first time, %.3f ms later%n",
        clauses,
        first / 1e3,
        median(text, RUNS) / 1e3);
  }
}
