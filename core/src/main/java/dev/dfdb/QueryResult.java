package dev.dfdb;

import dev.dfdb.error.QueryException;
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
 * {@link java.time.Instant} and so on. The order of rows is that of {@code :order-by}, and
 * otherwise not specified. Immutable.
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

  /**
   * Every row as a record, its components matched with the columns by name: {@code ?first-name},
   * and {@code first-name} of {@code :keys}, belong to the component {@code firstName}. Other
   * columns are left out.
   *
   * <pre>{@code
   * record Person(String name, int age) {}
   * List<Person> people =
   *     db.q("[:find ?name ?age :where [?p :person/name ?name] [?p :person/age ?age]]").as(Person.class);
   * }</pre>
   *
   * <p>A component may have a type other than the canonical one of its values: a smaller or larger
   * type of number, where the number fits; for an instant, {@link java.time.LocalDate},
   * {@link java.time.LocalDateTime}, {@link java.time.OffsetDateTime} or
   * {@link java.time.ZonedDateTime}, each in UTC, or {@link java.util.Date}; for a keyword or a
   * string, an enum constant of that name ({@code :in-stock} is {@code IN_STOCK}); for a pulled
   * map, another record; {@link java.util.Optional} of any of them, for what may be missing; and a
   * {@link List} or {@link java.util.Set} of any of them.
   *
   * @param type a record class; or, for an answer of one column, the class of its values
   * @throws dev.dfdb.error.QueryException if a component has no column, or a value doesn't fit;
   *     names it
   * @throws IllegalArgumentException if the record can't be made, because its package isn't open to
   *     this module; or it is no record, and there are several columns
   */
  public <T> List<T> as(Class<T> type) {
    if (type.isRecord()
        && !(columns.size() == 1 && rows.stream().allMatch(row -> isWhole(type, row)))) {
      return Collections.unmodifiableList(new RowType<>(type).of(columns, rows));
    }
    if (columns.size() != 1) {
      throw new IllegalArgumentException(
          type.getName() + " is no record, and the answer has the columns " + columns);
    }
    List<T> values = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      values.add(single(type, row.get(0)));
    }
    return Collections.unmodifiableList(values);
  }

  /** Whether the only value of a row is itself what is asked for, or is to become it. */
  private static boolean isWhole(Class<?> type, List<@Nullable Object> row) {
    return row.get(0) instanceof Map || type.isInstance(row.get(0));
  }

  private <T> T single(Class<T> type, @Nullable Object value) {
    try {
      Object converted = Conversion.to(type, value, 0);
      if (converted == null) {
        throw new IllegalArgumentException("null is no " + type.getName());
      }
      return type.cast(converted);
    } catch (IllegalArgumentException e) {
      throw new QueryException(
          "A value doesn't fit the type asked for",
          Map.of("column", columns.get(0), "reason", String.valueOf(e.getMessage())),
          e);
    }
  }

  /** The columns and the number of rows. */
  @Override
  public String toString() {
    return columns + ", " + rows.size() + (rows.size() == 1 ? " row" : " rows");
  }
}
