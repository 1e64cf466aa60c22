package dev.dfdb.cli.bench;

import java.util.List;
import java.util.Locale;

/**
 * Lines over a common axis, as an SVG picture.
 *
 * @param title what it shows
 * @param unit of the values
 * @param labels of the places along the axis, from left to right
 * @param lines each with a value for every place, or for the first ones
 * @param logarithmic whether each step upwards is ten times as much
 */
record Chart(
    String title, String unit, List<String> labels, List<Line> lines, boolean logarithmic) {

  /** Values under a name. */
  record Line(String name, List<Double> values) {}

  private static final int WIDTH = 760;
  private static final int HEIGHT = 340;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 70;
  private static final int STEPS = 5;
  private static final int MOST_LABELS = 12;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf");

  /** The picture. */
  String svg() {
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n",
        WIDTH,
        HEIGHT);
    append(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    append(svg, "<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>%n", LEFT, escape(title));
    double most = top();
    double least = logarithmic ? bottom() : 0;
    grid(svg, least, most);
    axis(svg);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), i, least, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg, double least, double most) {
    long steps = logarithmic ? Math.round(Math.log10(most / least)) : STEPS;
    for (int i = 0; i <= steps; i++) {
      double value = logarithmic ? least * Math.pow(10, i) : most * i / STEPS;
      double y = y(value, least, most);
      append(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
          LEFT,
          WIDTH - RIGHT,
          y,
          y);
      append(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
          LEFT - 6,
          y + 4,
          escape(number(value) + " " + unit));
    }
  }

  private void axis(StringBuilder svg) {
    int every = (labels.size() + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < labels.size(); i += every) {
      append(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
          x(i),
          HEIGHT - BOTTOM + 18,
          escape(labels.get(i)));
    }
  }

  private void line(StringBuilder svg, Line line, int number, double least, double most) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.values().size(); i++) {
      append(points, "%.1f,%.1f ", x(i), y(line.values().get(i), least, most));
    }
    append(
        svg,
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
        colour,
        points.toString().strip());
    int x = LEFT + number % 2 * (WIDTH - LEFT) / 2;
    int y = HEIGHT - BOTTOM + 38 + number / 2 * 16;
    append(
        svg, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, colour, escape(line.name()));
  }

  private double x(int place) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * place / Math.max(1, labels.size() - 1);
  }

  private double y(double value, double least, double most) {
    double part = logarithmic
        ? Math.log10(Math.max(value, least) / least) / Math.log10(most / least)
        : value / most;
    return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
  }

  private double top() {
    double most = lines.stream()
        .flatMap(line -> line.values().stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
    double power = Math.pow(10, Math.ceil(Math.log10(Math.max(most, 1e-3))));
    return logarithmic || most > power / 2 ? power : power / 2;
  }

  private double bottom() {
    double least = lines.stream()
        .flatMap(line -> line.values().stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0)
        .min()
        .orElse(1);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return Math.min(power, top() / 10);
  }

  private static String number(double value) {
    return value >= 1 || value == 0
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value).replaceAll("0+$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void append(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
