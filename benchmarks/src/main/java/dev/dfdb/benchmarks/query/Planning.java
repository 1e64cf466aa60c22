package dev.dfdb.benchmarks.query;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How much the order of clauses matters, planning included: the slowest permutation of a query
 * beside its fastest; and how long queries of many clauses take the first time.
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

  private final Db db;

  private Planning(Db db) {
    this.db = db;
  }

  /** Runs it in memory. */
  public static void main(String[] arguments) {
    SocialWorkload workload = new SocialWorkload();
    try (Connection connection = Dfdb.createDb()) {
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
    // Twice: the first time warms up.
    double[] medians = new double[texts.size()];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < medians.length; i++) {
        medians[i] = median(texts.get(i), round == 0 ? 200 : RUNS * 3);
      }
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
      long start = System.nanoTime();
      db.q(query);
      times.add(System.nanoTime() - start);
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
