package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.InferredColumn.CounterExample;
import dev.dfdb.internal.exchange.read.Cell;
import dev.dfdb.internal.exchange.read.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out of the values of a column what type they have. */
final class Inference {

  /** The narrower first. */
  private static final List<ColumnType> CANDIDATES = List.of(
      ColumnType.BOOLEAN,
      ColumnType.LONG,
      ColumnType.BIGINT,
      ColumnType.DOUBLE,
      ColumnType.BIGDEC,
      ColumnType.INSTANT,
      ColumnType.UUID,
      ColumnType.STRING);

  private static final int MAX_COUNTER_EXAMPLES = 3;

  private final String name;
  private final Keyword attribute;
  private final Set<String> nulls;
  private final double agreement;
  private final Map<ColumnType, Integer> fitting = new EnumMap<>(ColumnType.class);
  private final Map<ColumnType, CounterExample> against = new EnumMap<>(ColumnType.class);
  private int rows;
  private int values;
  private boolean many;

  Inference(String name, Keyword attribute, Set<String> nulls, double agreement) {
    this.name = name;
    this.attribute = attribute;
    this.nulls = nulls;
    this.agreement = agreement;
  }

  /** Looks at a row, which may not have the column. */
  void add(Row row) {
    rows++;
    for (Cell cell : row.cells()) {
      if (cell.name().equals(name)) {
        add(row, cell, cell.value());
      }
    }
  }

  private void add(Row row, Cell cell, @Nullable Object value) {
    if (value instanceof List<?> several) {
      many = true;
      several.forEach(each -> addOne(row, cell, each));
    } else {
      addOne(row, cell, value);
    }
  }

  private void addOne(Row row, Cell cell, @Nullable Object value) {
    if (value == null || nulls.contains(value)) {
      return;
    }
    values++;
    for (ColumnType type : CANDIDATES) {
      if (Literals.isEvidently(type, value)) {
        fitting.merge(type, 1, Integer::sum);
      } else if (!against.containsKey(type)) {
        String text = row.problem(cell, value.toString(), "").text();
        against.put(type, new CounterExample(type, 0, row.number(), cell.line(), text));
      }
    }
  }

  InferredColumn result() {
    ColumnType found = values == 0 ? ColumnType.STRING : null;
    for (ColumnType type : CANDIDATES) {
      if (found == null && fits(type) >= agreement * values) {
        found = type;
      }
    }
    return new InferredColumn(name, attribute, found, many, rows, values, counterExamples(found));
  }

  private int fits(ColumnType type) {
    return fitting.getOrDefault(type, 0);
  }

  /** What speaks against the type itself, and against narrower ones that some values have. */
  private List<CounterExample> counterExamples(@Nullable ColumnType found) {
    List<CounterExample> examples = new ArrayList<>();
    int most = 0;
    for (ColumnType type : CANDIDATES) {
      CounterExample example = against.get(type);
      boolean isTold = fits(type) > most && examples.size() < MAX_COUNTER_EXAMPLES;
      if (example != null && isTold) {
        most = fits(type);
        examples.add(
            new CounterExample(type, fits(type), example.row(), example.line(), example.text()));
      }
      if (type == found) {
        break;
      }
    }
    return examples;
  }
}
