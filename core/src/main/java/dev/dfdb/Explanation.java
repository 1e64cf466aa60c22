package dev.dfdb;

import dev.dfdb.internal.query.solve.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a query was answered: its clauses in the order in which they were solved, and for each how,
 * with how many rows, and how long it took. Immutable.
 *
 * <p>Made by {@link Db#explain}, which runs the query. What is wrapped up in a clause, such as the
 * branches of an {@code or} or the body of a recursive rule, is shown below it.
 *
 * @param steps the clauses of the query
 * @param rows how many rows the answer has
 * @param time how long it took altogether
 * @param strata the rules that the query reaches, by stratum: those of one need what is derived by
 *     themselves and by those before, and only the latter under a {@code not}
 */
public record Explanation(List<Step> steps, long rows, Duration time, List<List<String>> strata) {

  /**
   * One clause.
   *
   * @param clause the clause, as written
   * @param operator how it was solved
   * @param estimatedRows how many rows were expected after it, when it was first solved
   * @param rows how many rows there were after it, in all runs
   * @param runs how often it was solved: once, but for what is in the body of a recursive rule
   * @param time how long that took in all runs, with the steps within
   * @param bytesRead how many bytes of keys and values were read from the storage meanwhile; none
   *     where arrays were at hand
   * @param steps the steps within
   */
  public record Step(
      String clause,
      String operator,
      double estimatedRows,
      long rows,
      long runs,
      Duration time,
      long bytesRead,
      List<Step> steps) {

    /** Copies the list. */
    public Step {
      steps = List.copyOf(steps);
    }
  }

  /** Copies the lists. */
  public Explanation {
    steps = List.copyOf(steps);
    strata = strata.stream().map(List::copyOf).toList();
  }

  static Explanation of(Trace trace, long rows) {
    return new Explanation(
        steps(trace.root()), rows, Duration.ofNanos(trace.root().nanos()), trace.strata());
  }

  private static List<Step> steps(Trace.Node node) {
    return node.children().stream()
        .map(child -> new Step(
            child.text(),
            child.operator(),
            child.estimate(),
            child.rows(),
            child.runs(),
            Duration.ofNanos(child.nanos()),
            child.bytesRead(),
            steps(child)))
        .toList();
  }

  /** A line for each step, those within another set in. */
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, steps, "");
    for (int i = 0; i < strata.size(); i++) {
      text.append(String.format(
          Locale.ROOT, "stratum %d of rules: %s%n", i + 1, String.join(", ", strata.get(i))));
    }
    return text.append(String.format(Locale.ROOT, "%d rows in %s%n", rows, shown(time)))
        .toString();
  }

  private static void append(StringBuilder text, List<Step> steps, String indent) {
    for (Step step : steps) {
      text.append(String.format(
          Locale.ROOT,
          "%s%s%n%s    %s: %d rows (%s expected)%s, %s, %d bytes read%n",
          indent,
          step.clause,
          indent,
          step.operator,
          step.rows,
          expected(step.estimatedRows),
          step.runs == 1 ? "" : " in " + step.runs + " runs",
          shown(step.time),
          step.bytesRead));
      append(text, step.steps, indent + "  ");
    }
  }

  private static String expected(double rows) {
    return Double.isInfinite(rows) ? "unknown" : String.format(Locale.ROOT, "%.0f", rows);
  }

  private static String shown(Duration time) {
    return String.format(Locale.ROOT, "%.3f ms", time.toNanos() / 1e6);
  }

  @Override
  public String toString() {
    return text();
  }
}
