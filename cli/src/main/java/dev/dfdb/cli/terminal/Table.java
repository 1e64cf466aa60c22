package dev.dfdb.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A relation laid out in aligned columns: numbers to the right, everything else to the left.
 *
 * @param columns the names of the columns
 * @param rows the rows, each with one value per column; a null is an empty cell
 */
public record Table(List<?> columns, List<? extends List<? extends @Nullable Object>> rows) {

  private static final String GAP = "  ";

  /** As Java writes them, or with their thousands apart. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d[\\d,]*(\\.\\d+)?([eE][-+]?\\d+)?M?");

  /** Checks that every row has one value per column. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (List<?> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " values in a table of " + columns.size() + " columns");
      }
    }
  }

  /**
   * The lines of the table: the names, a rule, the rows, and how many rows are left out.
   *
   * @param terminal says how wide a line may be: the widest cells are cut to fit
   * @param maxRows how many rows to show at most
   */
  public List<String> lines(Terminal terminal, int maxRows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Object::toString).map(DisplayText::printable).toList());
    rows.stream().limit(maxRows).map(Table::cells).forEach(cells::add);
    int[] widths = widths(cells, terminal.columns());

    boolean[] numeric = numeric(cells.subList(1, cells.size()));

    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      lines.add(line(row, widths, numeric, terminal.ellipsis()));
    }
    lines.add(1, rule(widths, terminal.unicode()));
    if (rows.size() > maxRows) {
      lines.add(terminal.ellipsis() + " " + Figures.count(rows.size() - maxRows) + " more");
    }
    return lines;
  }

  private static List<String> cells(List<? extends @Nullable Object> row) {
    return row.stream().map(Table::cell).toList();
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "" : DisplayText.printable(value.toString());
  }

  /** As wide as the widest cell each; then the widest give way until a line fits. */
  private int[] widths(List<List<String>> cells, int available) {
    int[] widths = IntStream.range(0, columns.size())
        .map(column -> cells.stream()
            .mapToInt(row -> DisplayText.width(row.get(column)))
            .max()
            .orElse(0))
        .toArray();
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - available;
    for (; excess > 0; excess--) {
      int widest = IntStream.range(0, widths.length)
          .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
          .orElseThrow();
      if (widths[widest] <= GAP.length() + 1) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric, String ellipsis) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = DisplayText.fit(cells.get(column), widths[column], ellipsis);
      line.append(column == 0 ? "" : GAP)
          .append(DisplayText.pad(cell, widths[column], numeric[column]));
    }
    return line.toString().stripTrailing();
  }

  /** Which columns hold numbers and nothing else. */
  private boolean[] numeric(List<List<String>> rows) {
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < numeric.length; i++) {
      int column = i;
      numeric[i] = rows.stream()
          .map(row -> row.get(column))
          .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    }
    return numeric;
  }

  private static String rule(int[] widths, boolean unicode) {
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : GAP).append((unicode ? "─" : "-").repeat(width));
    }
    return rule.toString();
  }
}
