package dev.dfdb.internal.query.solve;

import static dev.dfdb.internal.query.solve.DatomPattern.A;
import static dev.dfdb.internal.query.solve.DatomPattern.ADDED;
import static dev.dfdb.internal.query.solve.DatomPattern.E;
import static dev.dfdb.internal.query.solve.DatomPattern.SIZE;
import static dev.dfdb.internal.query.solve.DatomPattern.TX;
import static dev.dfdb.internal.query.solve.DatomPattern.V;

import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Equality;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.RowIndex;
import dev.dfdb.internal.query.relation.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One join of rows with the datoms of a pattern. A component of a datom is decoded only if it has
 * to be compared or put out.
 */
final class PatternScan {

  private final DatomPattern pattern;
  private final Budget budget = Budget.current();
  private final Relation rows;
  private final PatternRows bound;
  private final Set<Variable> needed;
  private final Rows matched;
  private final @Nullable Column[] out = new @Nullable Column[SIZE];
  /** For a variable written a second time in the pattern, the component it was first written in. */
  private final int[] sameAs = new int[SIZE];

  PatternScan(DatomPattern pattern, Relation rows, Set<Variable> needed) {
    this.pattern = pattern;
    this.rows = rows;
    this.bound = new PatternRows(pattern, rows);
    this.needed = needed;
    this.matched = new Rows(rows.size());
    Arrays.fill(sameAs, -1);
    for (int i = 0; i < SIZE; i++) {
      Variable variable = pattern.variable(i);
      if (variable == null || bound.isBound(i)) {
        continue;
      }
      int first = first(variable);
      if (first < i) {
        sameAs[i] = first;
      } else if (needed.contains(variable)) {
        out[i] = new Column(rows.size());
      }
    }
  }

  private int first(Variable variable) {
    int component = 0;
    while (!variable.equals(pattern.variable(component))) {
      component++;
    }
    return component;
  }

  /** Walks over the datoms of one attribute with values in a range. */
  Relation within(LongRange range) {
    if (range.isNone()) {
      return result();
    }
    AccessPath path = new AccessPath(Index.AVET, false, true, false);
    try (DatomCursor datoms =
        pattern.source().scanValues(pattern.id(A), range.from(), range.to())) {
      while (datoms.next()) {
        budget.tick();
        if (agrees(datoms, path)) {
          emit(datoms, 0);
        }
      }
    }
    return result();
  }

  /** Looks into the index for each different key among the rows. */
  Relation look(AccessPath path) {
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Column column = bound.column(i);
      if (column != null) {
        keys.add(column);
      }
    }
    RowIndex groups =
        rows.size() == 1 ? null : new RowIndex(keys.toArray(new Column[0]), rows.size());
    for (int row = 0; row < rows.size(); row++) {
      if (groups == null || groups.isFirst(row)) {
        look(path, row, groups);
      }
    }
    return result();
  }

  private void look(AccessPath path, int row, @Nullable RowIndex groups) {
    budget.tick();
    try (DatomCursor datoms =
        path.open(pattern.source(), bound.id(E, row), bound.id(A, row), bound.value(row))) {
      while (datoms != null && datoms.next()) {
        budget.tick();
        if (agrees(datoms, path) && agrees(datoms, path, row)) {
          if (groups == null) {
            emit(datoms, row);
          } else {
            emitAll(datoms, row, groups);
          }
        }
      }
    }
  }

  /**
   * Walks over all datoms that have the pattern's constants and finds the rows for each.
   *
   * @param most how many datoms to walk over at most
   * @return null if there are more; the scan is then of no further use
   */
  @Nullable
  Relation walk(AccessPath path, double most) {
    List<Column> keys = new ArrayList<>();
    List<Integer> components = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Column column = bound.column(i);
      if (column != null) {
        keys.add(column);
        components.add(i);
      }
    }
    RowIndex index = new RowIndex(keys.toArray(new Column[0]), rows.size());
    Column[] probe = new Column[components.size()];
    Arrays.setAll(probe, i -> new Column(1));
    try (DatomCursor datoms =
        path.open(pattern.source(), pattern.id(E), pattern.id(A), pattern.constant(V))) {
      double left = most;
      while (datoms != null && datoms.next()) {
        budget.tick();
        if (--left < 0) {
          return null;
        }
        for (int i = 0; i < probe.length; i++) {
          read(datoms, components.get(i), probe[i]);
        }
        int first = index.first(probe, 0);
        if (first != RowIndex.NONE && agrees(datoms, path)) {
          emitAll(datoms, first, index);
        }
      }
    }
    return result();
  }

  private static void read(DatomCursor datoms, int component, Column into) {
    switch (component) {
      case E -> into.setOnly(datoms.e());
      case A -> into.setOnly(datoms.a());
      case V -> into.setOnly(datoms.v());
      case TX -> into.setOnly(datoms.tx());
      default -> into.setOnly(component(datoms, component));
    }
  }

  private static Object component(DatomCursor datoms, int component) {
    return switch (component) {
      case E -> datoms.e();
      case A -> datoms.a();
      case V -> datoms.v();
      case TX -> datoms.tx();
      case ADDED -> datoms.added();
      default -> throw new IllegalArgumentException("no component " + component);
    };
  }

  /** Whether a datom has the constants that the path didn't lead to, and equal components. */
  private boolean agrees(DatomCursor datoms, AccessPath path) {
    for (int i = 0; i < SIZE; i++) {
      if (pattern.isConstant(i)
          && !isOnPath(path, i)
          && !Equality.same(pattern.constant(i), component(datoms, i))) {
        return false;
      }
      if (sameAs[i] >= 0 && !Equality.same(component(datoms, sameAs[i]), component(datoms, i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a datom has what a row binds and the path didn't lead to. */
  private boolean agrees(DatomCursor datoms, AccessPath path, int row) {
    for (int i = 0; i < SIZE; i++) {
      Column column = bound.column(i);
      if (column != null
          && !isOnPath(path, i)
          && !Equality.same(column.get(row), component(datoms, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnPath(AccessPath path, int component) {
    return switch (component) {
      case E -> path.byE();
      case A -> path.byA();
      case V -> path.byV();
      default -> false;
    };
  }

  private void emitAll(DatomCursor datoms, int first, RowIndex groups) {
    for (int row = first; row != RowIndex.NONE; row = groups.next(row)) {
      emit(datoms, row);
    }
  }

  private void emit(DatomCursor datoms, int row) {
    budget.tick();
    matched.add(row);
    for (int i = 0; i < SIZE; i++) {
      Column column = out[i];
      if (column != null) {
        switch (i) {
          case E -> column.append(datoms.e());
          case A -> column.append(datoms.a());
          case TX -> column.append(datoms.tx());
          default -> column.append(component(datoms, i));
        }
      }
    }
  }

  private Relation result() {
    Relation old = rows.keep(needed);
    Relation selected = old.variables().isEmpty()
        ? new Relation(List.of(), new Column[0], matched.size())
        : old.select(matched);
    List<Variable> variables = new ArrayList<>(selected.variables());
    List<Column> columns = new ArrayList<>(List.of(selected.columns(selected.variables())));
    for (int i = 0; i < SIZE; i++) {
      Column column = out[i];
      if (column != null) {
        variables.add(Objects.requireNonNull(pattern.variable(i)));
        columns.add(column);
      }
    }
    int size = variables.isEmpty() ? Math.min(1, matched.size()) : matched.size();
    return new Relation(List.copyOf(variables), columns.toArray(new Column[0]), size);
  }
}
