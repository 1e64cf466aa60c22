package dev.dfdb.benchmarks.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The results of a group as Markdown: the time of each engine in microseconds, how many times as
 * fast as the best of the peers each dfdb is, and the geometric means of such ratios; first by
 * time, then by the time of processors.
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

  /** Adds a question's {@link Timing}s, or reasons why there are none. */
  void line(String question, List<Reply> results) {
    lines.add(results);
    List<String> cells = new ArrayList<>(List.of(question));
    results.forEach(result -> cells.add(cell(result)));
    for (int i = 0; i < own; i++) {
      OptionalDouble time = toBest(results, i, Timing::median);
      OptionalDouble processor = toBest(results, i, Timing::processor);
      if (time.isEmpty() || processor.isEmpty()) {
        cells.add("");
        continue;
      }
      String ratios = ratios(time.getAsDouble(), processor.getAsDouble());
      cells.add(ratios);
      if (Math.min(time.getAsDouble(), processor.getAsDouble()) < 1) {
        slower.add(question + " (" + engines.get(i) + ", " + ratios + ")");
      }
    }
    row(cells);
  }

  /** How many times as fast as the best of the peers that answered; empty if none did. */
  private OptionalDouble toBest(List<Reply> results, int engine, ToDoubleFunction<Timing> measure) {
    OptionalDouble best = IntStream.range(own, results.size())
        .filter(i -> results.get(i).ok())
        .mapToDouble(i -> measure.applyAsDouble(Timing.of(results.get(i))))
        .min();
    return best.isPresent() && results.get(engine).ok()
        ? OptionalDouble.of(
            best.getAsDouble() / measure.applyAsDouble(Timing.of(results.get(engine))))
        : OptionalDouble.empty();
  }

  /** Prints the means, and the questions in which dfdb is behind. */
  void end() {
    for (int peer = own; peer < engines.size(); peer++) {
      List<String> cells =
          new ArrayList<>(List.of("**times as fast as " + engines.get(peer) + "**"));
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
    List<List<Reply>> both = lines.stream()
        .filter(line -> line.get(engine).ok() && line.get(peer).ok())
        .toList();
    if (both.isEmpty() || engine == peer) {
      return "";
    }
    return ratios(
            mean(both, engine, peer, Timing::median), mean(both, engine, peer, Timing::processor))
        + (both.size() < lines.size() ? " of " + both.size() : "");
  }

  private static double mean(
      List<List<Reply>> lines, int engine, int peer, ToDoubleFunction<Timing> measure) {
    return Math.exp(lines.stream()
        .mapToDouble(line -> Math.log(measure.applyAsDouble(Timing.of(line.get(peer)))
            / measure.applyAsDouble(Timing.of(line.get(engine)))))
        .average()
        .orElseThrow());
  }

  private static String ratios(double time, double processor) {
    return times(time) + " / " + times(processor);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 1 ? "%.2f×" : ratio < 10 ? "%.1f×" : "%,.0f×", ratio);
  }

  private static String cell(Reply reply) {
    return switch (reply.kind()) {
      case OK -> {
        double micros = Timing.of(reply).median() / 1_000;
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
