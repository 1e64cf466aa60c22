package dev.dfdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a query: rows of values, each row once.
 *
 * <p>Values are of the canonical Java types: {@code Long} for numbers without a fraction and for
 * entity ids, {@code Double}, {@code String}, {@link dev.dfdb.edn.Keyword},
 * {@link java.time.Instant} and so on. The order of rows is not specified. Immutable.
 */
public final class QueryResult implements Iterable<List<@Nullable Object>> {

  private final List<Object> columns;
  private final List<List<@Nullable Object>> rows;

  QueryResult(List<Object> columns, List<List<@Nullable Object>> rows) {
    this.columns = Collections.unmodifiableList(columns);
    this.rows = Collections.unmodifiableList(rows);
  }

  /**
   * The names of the columns: those that {@code :keys}, {@code :strs} or {@code :syms} give (as
   * keywords, strings or symbols), or else the find elements as text, such as {@code ?name} and
   * {@code (count ?e)}.
   */
  public List<Object> columns() {
    return columns;
  }

  /** All rows, each with a value for every column. */
  public List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The rows as a stream. */
  public Stream<List<@Nullable Object>> stream() {
    return rows.stream();
  }

  @Override
  public Iterator<List<@Nullable Object>> iterator() {
    return rows.iterator();
  }

  /** The values of the first column: what {@code :find [?x ...]} asks for. */
  public List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(row.get(0)));
    return Collections.unmodifiableList(values);
  }

  /** The first row, or null where there is none: what {@code :find [?x ?y]} asks for. */
  public @Nullable List<@Nullable Object> row() {
    return rows.isEmpty() ? null : rows.get(0);
  }

  /**
   * The first value of the first row, or null where there is no row: what {@code :find ?x .} asks
   * for.
   */
  public @Nullable Object value() {
    return rows.isEmpty() ? null : rows.get(0).get(0);
  }

  /** Every row as a map from {@linkplain #columns() column} to value. */
  public List<Map<Object, @Nullable Object>> maps() {
    List<Map<Object, @Nullable Object>> maps = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        map.put(columns.get(i), row.get(i));
      }
      maps.add(Collections.unmodifiableMap(map));
    }
    return Collections.unmodifiableList(maps);
  }

  /** The columns and the number of rows. */
  @Override
  public String toString() {
    return columns + ", " + rows.size() + (rows.size() == 1 ? " row" : " rows");
  }
}
