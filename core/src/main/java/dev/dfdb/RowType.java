package dev.dfdb;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record class that rows, or pulled maps, become: its components are matched with columns by
 * name. Immutable.
 */
final class RowType<R> {

  private final Class<R> type;
  private final RecordComponent[] components;
  private final Constructor<R> constructor;

  /**
   * The type of a record class.
   *
   * @throws IllegalArgumentException if it isn't one, or is in a package that isn't open to dfdb
   */
  RowType(Class<R> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    try {
      constructor = type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
    if (!constructor.trySetAccessible()) {
      throw new IllegalArgumentException(
          type.getName() + " can't be made: open its package to the module dev.dfdb.core");
    }
  }

  /** The records that rows are. */
  List<R> of(List<Object> columns, List<List<@Nullable Object>> rows) {
    int[] places = places(columns);
    List<R> records = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(i, row.get(places[i]), 0);
      }
      records.add(make(values));
    }
    return records;
  }

  /** The record that a pulled map is; what the map doesn't have is null. */
  R of(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    map.forEach((key, value) -> byName.put(name(key), value));
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i, byName.get(components[i].getName()), depth + 1);
    }
    return make(values);
  }

  private int[] places(List<Object> columns) {
    List<String> names = columns.stream().map(RowType::name).toList();
    int[] places = new int[components.length];
    for (int i = 0; i < places.length; i++) {
      String component = components[i].getName();
      places[i] = names.indexOf(component);
      if (places[i] < 0 || places[i] != names.lastIndexOf(component)) {
        throw new QueryException(
            "A component of a record is the name of no column, or of several",
            Map.of(
                "record",
                type.getName(),
                "component",
                component,
                "columns",
                columns,
                "expected",
                "a variable ?" + component + ", or a name by :keys"));
      }
    }
    return places;
  }

  /** What a column is called in Java: {@code ?first-name} and {@code :p/first-name} firstName. */
  static String name(@Nullable Object column) {
    String written = column instanceof Keyword keyword
        ? keyword.name()
        : column instanceof Symbol symbol ? symbol.name() : String.valueOf(column);
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (int i = written.startsWith("?") ? 1 : 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '-') {
        upper = true;
      } else if (c != '?') {
        name.append(upper ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf(c));
        upper = false;
      }
    }
    return name.toString();
  }

  private @Nullable Object value(int component, @Nullable Object value, int depth) {
    try {
      return Conversion.to(components[component].getGenericType(), value, depth);
    } catch (IllegalArgumentException e) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("record", type.getName());
      context.put("component", components[component].getName());
      context.put("reason", String.valueOf(e.getMessage()));
      throw new QueryException("A value doesn't fit a component of a record", context, e);
    }
  }

  private R make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
