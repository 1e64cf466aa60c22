package dev.dfdb.cli.output;

import dev.dfdb.QueryResult;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values under the names of their columns.
 *
 * @param columns the names as a query gives them
 * @param rows the values
 */
public record Rows(List<?> columns, List<? extends List<? extends @Nullable Object>> rows) {

  /** Those of an answer. */
  public static Rows of(QueryResult result) {
    return new Rows(result.columns(), result.rows());
  }

  /**
   * Prints them.
   *
   * @param most how many rows at most
   */
  public void print(RowFormat format, Terminal out, int most) {
    switch (format) {
      case TABLE -> table().lines(out, most).forEach(out::line);
      case EDN -> rows.stream().limit(most).forEach(row -> out.line(Edn.print(row)));
      case JSON -> {
        List<String> names = names();
        rows.stream().limit(most).forEach(row -> out.line(Json.print(object(names, row))));
      }
      case CSV -> {
        out.line(csv(names()));
        rows.stream().limit(most).forEach(row -> out.line(csv(row)));
      }
    }
  }

  /** How many there are, and how long that took: a line below a table. */
  public String footer(Duration time) {
    return Figures.count(rows.size(), "row") + " in " + Figures.time(time);
  }

  private Table table() {
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (List<? extends @Nullable Object> row : rows) {
      List<@Nullable Object> shown = new ArrayList<>(row.size());
      row.forEach(value -> shown.add(cell(value)));
      cells.add(Collections.unmodifiableList(shown));
    }
    return new Table(columns, cells);
  }

  private static @Nullable Object cell(@Nullable Object value) {
    return value instanceof Collection || value instanceof Map || value instanceof byte[]
        ? Edn.print(value)
        : value;
  }

  /** The names without the marks of EDN, unless two would become one. */
  private List<String> names() {
    List<String> plain = columns.stream().map(Rows::plain).toList();
    return new HashSet<>(plain).size() == plain.size()
        ? plain
        : columns.stream().map(String::valueOf).toList();
  }

  private static String plain(Object column) {
    String name = String.valueOf(column);
    return name.startsWith("?") || column instanceof Keyword ? name.substring(1) : name;
  }

  private static Map<String, @Nullable Object> object(
      List<String> names, List<? extends @Nullable Object> row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), row.get(i));
    }
    return object;
  }

  private static String csv(List<? extends @Nullable Object> row) {
    return row.stream().map(Rows::field).collect(Collectors.joining(","));
  }

  private static String field(@Nullable Object value) {
    return value == null ? "" : Dialect.DEFAULT.field(String.valueOf(cell(value)));
  }
}
