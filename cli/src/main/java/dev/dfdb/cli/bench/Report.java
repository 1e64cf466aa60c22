package dev.dfdb.cli.bench;

import dev.dfdb.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What became of a load on one database or several, side by side.
 *
 * @param load the load
 * @param outcomes of each database, in turn
 */
record Report(Load load, List<Outcome> outcomes) {

  private static final double NANOS_OF_A_MILLI = 1e6;

  /** The columns of {@link #rows}. */
  static final List<String> COLUMNS =
      List.of("database", "work", "done", "per second", "p50", "p90", "p99", "p99.9", "max");

  /** A row for each kind of work on each database, and one for all kinds together. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      outcome
          .latencies()
          .forEach((work, latencies) -> rows.add(row(outcome, work.toString(), latencies)));
      rows.add(row(outcome, "all", outcome.all()));
    }
    return rows;
  }

  private static List<String> row(Outcome outcome, String work, Histogram latencies) {
    List<String> row = new ArrayList<>(List.of(
        outcome.database(),
        work,
        Figures.count(latencies.getTotalCount()),
        Figures.count(Math.round(outcome.rate(latencies)))));
    for (double percentile : Outcome.PERCENTILES) {
      row.add(Figures.time(Duration.ofNanos(latencies.getValueAtPercentile(percentile))));
    }
    return row;
  }

  /** The same as a document for JSON; latencies are in microseconds. */
  List<Map<String, Object>> documents() {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Map<String, Object> work = new LinkedHashMap<>();
      outcome
          .latencies()
          .forEach((kind, latencies) -> work.put(kind.toString(), document(outcome, latencies)));
      work.put("all", document(outcome, outcome.all()));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("database", outcome.database());
      document.put("threads", load.threads());
      document.put("millis", outcome.time().toMillis());
      document.put("work", work);
      document.put("errors", outcome.errors());
      if (outcome.disk() >= 0) {
        document.put("disk-bytes", outcome.disk());
      }
      documents.add(document);
    }
    return documents;
  }

  private static Map<String, Object> document(Outcome outcome, Histogram latencies) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("done", latencies.getTotalCount());
    document.put("per-second", outcome.rate(latencies));
    for (int i = 0; i < Outcome.NAMES.size(); i++) {
      long nanos = latencies.getValueAtPercentile(Outcome.PERCENTILES.get(i));
      document.put(Outcome.NAMES.get(i), nanos / 1000);
    }
    return document;
  }

  /**
   * Writes {@code report.md}, {@code throughput.svg} and {@code latency.svg}.
   *
   * @param folder made where it is missing
   */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.md"), markdown());
    Files.writeString(folder.resolve("throughput.svg"), throughput().svg());
    Files.writeString(folder.resolve("latency.svg"), latency().svg());
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# dfdb bench\n\n");
    text.append(String.format(
        Locale.ROOT,
        """
        %d threads, %s, %s; %,d people to begin with; mix `%s`; seed %d.
        Java %s on %s, %d processors, heap of at most %s.

        """,
        load.threads(),
        Figures.roughly(load.duration()),
        load.rate() == 0 ? "as fast as they can" : Figures.count(load.rate()) + " per second",
        load.people(),
        load.mix(),
        load.seed(),
        Runtime.version(),
        System.getProperty("os.name"),
        Runtime.getRuntime().availableProcessors(),
        Figures.size(Runtime.getRuntime().maxMemory())));
    text.append("| ").append(String.join(" | ", COLUMNS)).append(" |\n");
    text.append("|---|---|").append("---:|".repeat(COLUMNS.size() - 2)).append('\n');
    rows().forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    text.append("\n| database | errors | on disk |\n|---|---|---:|\n");
    for (Outcome outcome : outcomes) {
      text.append("| ")
          .append(outcome.database())
          .append(" | ")
          .append(outcome.errors().isEmpty() ? "none" : outcome.errors())
          .append(" | ")
          .append(outcome.disk() < 0 ? "not known" : Figures.size(outcome.disk()))
          .append(" |\n");
    }
    return text.append("\n![done per second](throughput.svg)\n\n")
        .append("![latencies by percentile](latency.svg)\n")
        .toString();
  }

  private Chart throughput() {
    int longest =
        outcomes.stream().mapToInt(outcome -> outcome.seconds().size()).max().orElse(0);
    return new Chart(
        "done in each second",
        "/s",
        IntStream.rangeClosed(1, longest).mapToObj(second -> second + " s").toList(),
        outcomes.stream()
            .map(outcome -> new Chart.Line(
                outcome.database(),
                outcome.seconds().stream().map(second -> (double) second.done()).toList()))
            .toList(),
        false);
  }

  private Chart latency() {
    List<Chart.Line> lines = outcomes.stream()
        .map(outcome -> new Chart.Line(
            outcome.database(),
            Outcome.PERCENTILES.stream()
                .map(at -> outcome.all().getValueAtPercentile(at) / NANOS_OF_A_MILLI)
                .toList()))
        .toList();
    return new Chart("latencies by percentile", "ms", Outcome.NAMES, lines, true);
  }
}
