package dev.dfdb.internal.query;

import dev.dfdb.internal.query.relation.Column;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Columns seen as rows. A row is made when it is asked for. Immutable, as long as the columns are.
 */
final class ColumnRows extends AbstractList<List<@Nullable Object>> implements RandomAccess {

  private final Column[] columns;
  private final int size;

  ColumnRows(Column[] columns, int size) {
    this.columns = columns;
    this.size = size;
  }

  @Override
  public List<@Nullable Object> get(int row) {
    Objects.checkIndex(row, size);
    return new Row(columns, row);
  }

  @Override
  public int size() {
    return size;
  }

  private static final class Row extends AbstractList<@Nullable Object> implements RandomAccess {

    private final Column[] columns;
    private final int row;

    Row(Column[] columns, int row) {
      this.columns = columns;
      this.row = row;
    }

    @Override
    public @Nullable Object get(int column) {
      return columns[column].get(row);
    }

    @Override
    public int size() {
      return columns.length;
    }
  }
}
