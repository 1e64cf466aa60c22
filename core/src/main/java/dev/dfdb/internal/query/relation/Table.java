package dev.dfdb.internal.query.relation;

import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing set of rows. Rows keep their numbers, so what was added since a reader last looked is a
 * range of numbers. Not safe for several threads.
 */
public final class Table {

  private final Column[] columns;
  private final RowIndex all;
  private final List<int[]> indexedPositions = new ArrayList<>();
  private final List<RowIndex> indexes = new ArrayList<>();
  private int size;

  /** An empty table of some columns; of none, it holds at most the one row that says nothing. */
  public Table(int width) {
    columns = new Column[width];
    for (int i = 0; i < width; i++) {
      columns[i] = new Column(0);
    }
    all = new RowIndex(columns);
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** A column. */
  public Column column(int position) {
    return columns[position];
  }

  /**
   * Adds a row of other columns.
   *
   * @return false if it was there
   */
  public boolean add(Column[] from, int row) {
    if (all.first(from, row) != RowIndex.NONE) {
      return false;
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(from[i], row);
    }
    all.extend(++size);
    return true;
  }

  /** An index over the columns at some positions, with every row so far in it. */
  public RowIndex index(int... positions) {
    for (int i = 0; i < indexes.size(); i++) {
      if (Arrays.equals(indexedPositions.get(i), positions)) {
        indexes.get(i).extend(size);
        return indexes.get(i);
      }
    }
    Column[] keys = new Column[positions.length];
    for (int i = 0; i < positions.length; i++) {
      keys[i] = columns[positions[i]];
    }
    RowIndex index = new RowIndex(keys, size);
    indexedPositions.add(positions.clone());
    indexes.add(index);
    return index;
  }

  /** About how much memory it takes. */
  public long bytes() {
    long bytes = all.bytes();
    for (Column column : columns) {
      bytes += column.bytes();
    }
    for (RowIndex index : indexes) {
      bytes += index.bytes();
    }
    return bytes;
  }

  /** Some of the rows as a relation over variables, one for each column. */
  public Relation slice(int from, int to, List<Variable> variables) {
    Column[] sliced = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      sliced[i] = columns[i].slice(from, to);
    }
    return new Relation(variables, sliced, to - from);
  }

  /** The rows with the given numbers as a relation over variables, one for each column. */
  public Relation select(Rows rows, List<Variable> variables) {
    Column[] selected = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      selected[i] = columns[i].select(rows);
    }
    return new Relation(variables, selected, rows.size());
  }
}
