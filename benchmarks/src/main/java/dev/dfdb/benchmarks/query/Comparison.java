package dev.dfdb.benchmarks.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks the questions of workloads of all databases at hand, checks that their answers are the same,
 * and prints tables of medians in Markdown. Each database has a process of its own. A question is
 * asked of each for a while, to warm it up, and then in rounds of one database after the other, so
 * that whatever else the machine does hits all of them alike.
 *
 * <p>Arguments: the letters of groups ({@code abd}), then the seconds for which a question is asked
 * of a database, then a regular expression to find in the names of questions, then the names of
 * databases with commas between them. The system property {@code heap} is the heap of each process.
 */
public final class Comparison {

  private static final int ROUNDS = 5;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final List<Contestant> contestants;
  private final long millis;
  private final Pattern named;
  private final List<String> differences = new ArrayList<>();

  private Comparison(List<Contestant> contestants, double seconds, Pattern named) {
    this.contestants = contestants;
    this.millis = (long) (seconds * 1_000);
    this.named = named;
  }

  /** Compares them. */
  public static void main(String[] arguments) throws Exception {
    String groups = arguments.length > 0 ? arguments[0] : "abcde";
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
    Pattern named = Pattern.compile(arguments.length > 2 ? arguments[2] : "");
    List<String> engines =
        arguments.length > 3 ? List.of(arguments[3].split(",")) : Catalog.engines();
    List<Contestant> contestants = new ArrayList<>();
    for (String engine : engines) {
      contestants.add(new Contestant(engine, System.getProperty("heap", "3g")));
    }
    Comparison comparison = new Comparison(contestants, seconds, named);
    List<Workload> workloads = Catalog.workloads();
    for (int i = 0; i < workloads.size(); i++) {
      if (groups.indexOf(workloads.get(i).name().charAt(0)) >= 0) {
        comparison.compare(i, workloads.get(i));
      }
    }
    for (Contestant contestant : contestants) {
      contestant.close();
    }
    if (!comparison.differences.isEmpty()) {
      throw new IllegalStateException(
          "answers differ:\n" + String.join("\n", comparison.differences));
    }
  }

  private void compare(int number, Workload workload) throws IOException, InterruptedException {
    contestants.forEach(contestant -> contestant.load(number));
    for (Contestant contestant : contestants) {
      System.err.println(
          workload.name() + ", " + contestant.engine() + ": loading " + contestant.loaded());
    }
    Table table = new Table(
        System.out,
        workload.name(),
        contestants.stream().map(Contestant::engine).toList());
    List<Question> questions = workload.questions();
    for (int i = 0; i < questions.size(); i++) {
      String name = questions.get(i).name();
      if (named.matcher(name).find()) {
        table.line(name, measure(name, i));
      }
    }
    table.end();
  }

  private List<Reply> measure(String name, int question) throws IOException, InterruptedException {
    List<Reply> results = new ArrayList<>();
    String expected = "";
    for (Contestant contestant : contestants) {
      long start = System.nanoTime();
      Reply answer = contestant.answer(question);
      System.err.println(name + ", " + contestant.engine() + ": " + answer);
      if (answer.ok()) {
        expected = expected.isEmpty() ? answer.text() : expected;
        if (!answer.text().equals(expected)) {
          differences.add(String.format(
              Locale.ROOT,
              "%s: %s gives %s where others give %s",
              name,
              contestant.engine(),
              answer.text(),
              expected));
          answer = new Reply(Reply.Kind.FAILED, "another answer");
        } else if (System.nanoTime() - start < SLOW_NANOS) {
          answer = contestant.time(question, millis);
        }
      }
      results.add(answer);
    }
    return rounds(question, results);
  }

  /** The medians of the medians of rounds; or, of those that gave none, what they replied. */
  private List<Reply> rounds(int question, List<Reply> first)
      throws IOException, InterruptedException {
    List<List<Timing>> times = new ArrayList<>();
    List<Reply> results = new ArrayList<>(first);
    first.forEach(reply -> times.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < first.size(); i++) {
        if (results.get(i).ok() && !enough(times.get(i))) {
          Reply reply = contestants.get(i).time(question, millis / ROUNDS);
          results.set(i, reply);
          if (reply.ok()) {
            times.get(i).add(Timing.of(reply));
          }
        }
      }
    }
    for (int i = 0; i < first.size(); i++) {
      if (results.get(i).ok()) {
        results.set(i, Timing.of(times.get(i)).reply());
      }
    }
    return results;
  }

  /** What takes seconds is not asked five times. */
  private static boolean enough(List<Timing> times) {
    return times.stream().mapToDouble(Timing::median).sum() > 2 * SLOW_NANOS;
  }
}
