package dev.dfdb.internal.query.solve;

import dev.dfdb.codec.Values;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.LogValue;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Equality;
import dev.dfdb.internal.query.relation.Relation;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes values apart, as a binding says, into rows over the binding's variables. A variable written
 * twice must get the same value twice. Used by one thread, value after value.
 */
final class Destructuring {

  private final Budget budget = Budget.current();
  private final Binding binding;
  private final Origin origin;
  private final List<Variable> variables;
  private final Column[] columns;
  private final @Nullable Object[] current;
  private final boolean[] isSet;
  private int size;

  Destructuring(Binding binding, Origin origin) {
    this.binding = binding;
    this.origin = origin;
    this.variables = binding.variables().stream().distinct().toList();
    this.columns = new Column[variables.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column(0);
    }
    this.current = new @Nullable Object[variables.size()];
    this.isSet = new boolean[variables.size()];
  }

  /** How many rows all values so far have given. */
  int size() {
    return size;
  }

  /** Adds the rows that a value gives. */
  void add(@Nullable Object value) {
    add(binding, value, this::finish);
  }

  /** All rows so far. */
  Relation rows() {
    return new Relation(variables, columns, variables.isEmpty() ? Math.min(size, 1) : size);
  }

  List<Variable> variables() {
    return variables;
  }

  Column[] columns() {
    return columns;
  }

  private void finish() {
    budget.tick();
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(current[i]);
    }
    size++;
  }

  private void add(Binding part, @Nullable Object value, Runnable next) {
    if (part instanceof Binding.Scalar scalar) {
      set(variables.indexOf(scalar.variable()), canonical(value), next);
    } else if (part instanceof Binding.Each each) {
      for (Object element : elements(value)) {
        add(each.element(), element, next);
      }
    } else if (part instanceof Binding.Tuple tuple) {
      addTuple(tuple.elements(), 0, tuple(tuple, value), next);
    } else {
      next.run();
    }
  }

  /** A value in its canonical form; a log, which is none, as it is. */
  private static @Nullable Object canonical(@Nullable Object value) {
    return value instanceof LogValue ? value : Values.canonical(value);
  }

  private void set(int position, @Nullable Object value, Runnable next) {
    if (isSet[position]) {
      if (Equality.same(current[position], value)) {
        next.run();
      }
      return;
    }
    current[position] = value;
    isSet[position] = true;
    next.run();
    isSet[position] = false;
  }

  private void addTuple(List<Binding> parts, int index, List<?> values, Runnable next) {
    if (index == parts.size()) {
      next.run();
    } else {
      add(parts.get(index), values.get(index), () -> addTuple(parts, index + 1, values, next));
    }
  }

  private Iterable<?> elements(@Nullable Object value) {
    if (value instanceof Iterable<?> elements) {
      return elements;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet();
    }
    if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
      return array(value);
    }
    throw error("A collection is needed to bind each of its elements", value, "a collection");
  }

  private List<?> tuple(Binding.Tuple tuple, @Nullable Object value) {
    List<?> list = row(value);
    if (list == null || list.size() < tuple.elements().size()) {
      throw error(
          "A longer list is needed to bind its elements",
          value,
          "a list of at least " + tuple.elements().size());
    }
    return list;
  }

  /** A value as a row of values; null if it is none. */
  static @Nullable List<?> row(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return Arrays.asList(entry.getKey(), entry.getValue());
    }
    return value != null && value.getClass().isArray() && !(value instanceof byte[])
        ? array(value)
        : null;
  }

  private static List<?> array(Object array) {
    return array instanceof @Nullable Object[] objects
        ? Arrays.asList(objects)
        : new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            return Array.get(array, index);
          }

          @Override
          public int size() {
            return Array.getLength(array);
          }
        };
  }

  private QueryException error(String summary, @Nullable Object value, String expected) {
    String found = value instanceof Collection<?> collection
        ? "a collection of " + collection.size()
        : Origin.show(value);
    return origin.error(summary, Map.of("found", found, "expected", expected));
  }
}
