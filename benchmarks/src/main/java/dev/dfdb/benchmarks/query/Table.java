package dev.dfdb.benchmarks.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The results of a group as Markdown: the time of each engine in microseconds, how many times as
 * fast as the best of the peers each dfdb is, and the geometric means of such ratios.
 */
final class Table {

  private final PrintStream out;
  private final List<String> engines;
  private final int own;
  private final List<List<Reply>> lines = new ArrayList<>();
  private final List<String> slower = new ArrayList<>();

  /** Prints the head. Engines are in the order of the {@link Catalog}: dfdb's come first. */
  Table(PrintStream out, String title, List<String> engines) {
    this.out = out;
    this.engines = engines;
    this.own = (int) engines.stream().filter(Catalog::own).count();
    out.println("\n### " + title + "\n");
    List<String> head = new ArrayList<>(List.of("µs"));
    engines.forEach(engine -> head.add(Catalog.own(engine) ? "dfdb " + engine : engine));
    engines.stream().limit(own).forEach(engine -> head.add(engine + " to the best peer"));
    row(head);
    row(head.stream().map(cell -> "---").toList());
  }

  /** Adds a question's median nanoseconds, or reasons why there are none. */
  void line(String question, List<Reply> results) {
    lines.add(results);
    List<String> cells = new ArrayList<>(List.of(question));
    results.forEach(result -> cells.add(cell(result)));
    OptionalDouble best = IntStream.range(own, results.size())
        .filter(i -> results.get(i).ok())
        .mapToDouble(i -> nanos(results.get(i)))
        .min();
    for (int i = 0; i < own; i++) {
      Reply result = results.get(i);
      if (best.isPresent() && result.ok()) {
        double ratio = best.getAsDouble() / nanos(result);
        cells.add(times(ratio));
        if (ratio < 1) {
          slower.add(question + " (" + engines.get(i) + ", " + times(ratio) + ")");
        }
      } else {
        cells.add("");
      }
    }
    row(cells);
  }

  /** Prints the means, and the questions in which dfdb is behind. */
  void end() {
    for (int peer = own; peer < engines.size(); peer++) {
      List<String> cells = new ArrayList<>(List.of("**times as fast as " + engines.get(peer) + "**"));
      for (int i = 0; i < engines.size(); i++) {
        cells.add(mean(i, peer));
      }
      IntStream.range(0, own).forEach(i -> cells.add(""));
      row(cells);
    }
    if (!slower.isEmpty()) {
      out.println("\nSlower than a peer: " + String.join("; ", slower) + ".");
    }
    out.println();
  }

  /** Of the questions that both answered. */
  private String mean(int engine, int peer) {
    double[] logs = lines.stream()
        .filter(line -> line.get(engine).ok() && line.get(peer).ok())
        .mapToDouble(line -> Math.log(nanos(line.get(peer)) / nanos(line.get(engine))))
        .toArray();
    return logs.length == 0
        ? ""
        : times(Math.exp(IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).average()
                .orElseThrow()))
            + (logs.length < lines.size() ? " of " + logs.length : "");
  }

  private static double nanos(Reply reply) {
    return Double.parseDouble(reply.text());
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f×" : "%,.0f×", ratio);
  }

  private static String cell(Reply reply) {
    return switch (reply.kind()) {
      case OK -> {
        double micros = nanos(reply) / 1_000;
        yield String.format(Locale.ROOT, micros < 100 ? "%.1f" : "%,.0f", micros);
      }
      case LATE, BUSY -> "timed out";
      case NONE -> "–";
      case FAILED -> "failed";
    };
  }

  private void row(List<String> cells) {
    out.println("| " + String.join(" | ", cells) + " |");
    out.flush();
  }
}
