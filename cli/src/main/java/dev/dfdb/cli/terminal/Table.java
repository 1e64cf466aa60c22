package dev.dfdb.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A relation laid out in aligned columns: numbers to the right, everything else to the left.
 *
 * @param columns the names of the columns
 * @param rows the rows, each with one value per column; a null is an empty cell
 */
public record Table(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {

  private static final String GAP = "  ";

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
    cells.add(columns.stream().map(DisplayText::printable).toList());
    rows.stream().limit(maxRows).map(Table::cells).forEach(cells::add);
    int[] widths = widths(cells, terminal.columns());

    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      lines.add(line(row, widths, terminal.ellipsis()));
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
    if (value == null) {
      return "";
    }
    return isWholeNumber(value)
        ? Figures.count(((Number) value).longValue())
        : DisplayText.printable(value.toString());
  }

  private static boolean isWholeNumber(@Nullable Object value) {
    return value instanceof Long || value instanceof Integer;
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

  private String line(List<String> cells, int[] widths, String ellipsis) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = DisplayText.fit(cells.get(column), widths[column], ellipsis);
      line.append(column == 0 ? "" : GAP)
          .append(DisplayText.pad(cell, widths[column], isNumeric(column)));
    }
    return line.toString().stripTrailing();
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
  }

  private static String rule(int[] widths, boolean unicode) {
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : GAP).append((unicode ? "─" : "-").repeat(width));
    }
    return rule.toString();
  }
}
