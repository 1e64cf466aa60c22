package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import org.jspecify.annotations.Nullable;

/** What the components of a pattern are for each of some rows: its constants and their values. */
final class PatternRows {

  private final DatomPattern pattern;
  private final @Nullable Column[] columns = new @Nullable Column[DatomPattern.SIZE];

  PatternRows(DatomPattern pattern, Relation rows) {
    this.pattern = pattern;
    for (int i = 0; i < columns.length; i++) {
      Variable variable = pattern.variable(i);
      columns[i] = variable != null && rows.has(variable) ? rows.column(variable) : null;
    }
  }

  /** The column of a component; null if it isn't a variable that the rows bind. */
  @Nullable
  Column column(int component) {
    return columns[component];
  }

  boolean isBound(int component) {
    return columns[component] != null;
  }

  /** An entity, attribute or transaction; {@link DatomSource#NONE} if it is none. */
  long id(int component, int row) {
    Column column = columns[component];
    if (column == null) {
      return pattern.id(component);
    }
    if (column.isLongs()) {
      return column.getLong(row);
    }
    return column.get(row) instanceof Long id ? id : DatomSource.NONE;
  }

  /** The value; null if it is free. */
  @Nullable
  Object value(int row) {
    Column column = columns[DatomPattern.V];
    return column == null ? pattern.constant(DatomPattern.V) : column.get(row);
  }
}
