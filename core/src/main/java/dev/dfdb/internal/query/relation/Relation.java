package dev.dfdb.internal.query.relation;

import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rows over variables. Not to be changed once made. A relation without variables is either empty or
 * the unit, of one row that says nothing; the two differ.
 */
public final class Relation {

  /** No variables, one row: joins with anything to that thing. */
  public static final Relation UNIT = new Relation(List.of(), new Column[0], 1, true);

  private final List<Variable> variables;
  private final Column[] columns;
  private final int size;
  private final boolean isSet;

  /** Takes over columns of the same size, one for each variable. */
  public Relation(List<Variable> variables, Column[] columns, int size) {
    this(variables, columns, size, size <= 1);
  }

  private Relation(List<Variable> variables, Column[] columns, int size, boolean isSet) {
    this.variables = variables;
    this.columns = columns;
    this.size = size;
    this.isSet = isSet;
  }

  /** The same rows, of which the caller knows that no two are equal. */
  public Relation asSet() {
    return isSet ? this : new Relation(variables, columns, size, true);
  }

  /** Whether it is known that no two rows are equal. */
  public boolean isSet() {
    return isSet;
  }

  /** No rows over variables. */
  public static Relation empty(Collection<Variable> variables) {
    Column[] columns = new Column[variables.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column(0);
    }
    return new Relation(List.copyOf(variables), columns, 0);
  }

  /** The variables, in the order of the columns. */
  public List<Variable> variables() {
    return variables;
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** Whether there are no rows. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Whether a variable has a column. */
  public boolean has(Variable variable) {
    return variables.contains(variable);
  }

  /** The column with a number. */
  public Column column(int index) {
    return columns[index];
  }

  /** The column of a variable, which must be one of the relation's. */
  public Column column(Variable variable) {
    return columns[variables.indexOf(variable)];
  }

  /** The columns of variables, in the order of the list. */
  public Column[] columns(List<Variable> of) {
    Column[] found = new Column[of.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = column(of.get(i));
    }
    return found;
  }

  /** The rows with the given numbers. */
  public Relation select(Rows rows) {
    if (rows.isAll(size)) {
      return this;
    }
    Column[] selected = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      selected[i] = columns[i].select(rows);
    }
    return new Relation(variables, selected, rows.size());
  }

  /** Some of the rows, each number once. */
  public Relation filter(Rows rows) {
    Relation selected = select(rows);
    return isSet ? selected.asSet() : selected;
  }

  /** The columns of those variables which are in the collection; rows may then be equal. */
  public Relation keep(Collection<Variable> wanted) {
    if (wanted.containsAll(variables)) {
      return this;
    }
    List<Variable> kept = new ArrayList<>(variables);
    kept.retainAll(wanted);
    return new Relation(
        List.copyOf(kept), columns(kept), kept.isEmpty() ? Math.min(size, 1) : size);
  }

  /** The columns of exactly these variables, in this order; rows may then be equal. */
  public Relation project(List<Variable> onto) {
    if (onto.equals(variables)) {
      return this;
    }
    Relation projected =
        new Relation(onto, columns(onto), onto.isEmpty() ? Math.min(size, 1) : size);
    return isSet && onto.containsAll(variables) ? projected.asSet() : projected;
  }

  /** Each row once. */
  public Relation distinct() {
    if (isSet) {
      return this;
    }
    RowIndex index = new RowIndex(columns, size);
    if (index.keyCount() == size) {
      return asSet();
    }
    Rows firsts = new Rows(index.keyCount());
    for (int row = 0; row < size; row++) {
      if (index.isFirst(row)) {
        firsts.add(row);
      }
    }
    return select(firsts).asSet();
  }

  /** About how much memory it takes. */
  public long bytes() {
    long bytes = 0;
    for (Column column : columns) {
      bytes += column.bytes();
    }
    return bytes;
  }

  @Override
  public String toString() {
    return variables + " × " + size;
  }
}
