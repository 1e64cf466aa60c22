package dev.dfdb.internal.query.relation;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.List;

/** How two relations become one. */
public final class Joins {

  private Joins() {}

  /**
   * The pairs of rows that agree on the variables they share; without any, all pairs. A hash join
   * that indexes the smaller side.
   */
  public static Relation natural(Relation left, Relation right) {
    if (left == Relation.UNIT) {
      return right;
    }
    if (right == Relation.UNIT) {
      return left;
    }
    List<Variable> shared = new ArrayList<>(left.variables());
    shared.retainAll(right.variables());
    if (shared.isEmpty()) {
      return product(left, right);
    }
    return left.size() <= right.size() ? hashed(left, right, shared) : hashed(right, left, shared);
  }

  private static Relation hashed(Relation small, Relation large, List<Variable> shared) {
    RowIndex index = new RowIndex(small.columns(shared), small.size());
    Column[] probe = large.columns(shared);
    Rows smallRows = new Rows(large.size());
    Rows largeRows = new Rows(large.size());
    Budget budget = Budget.current();
    for (int row = 0; row < large.size(); row++) {
      budget.tick();
      for (int match = index.first(probe, row); match != RowIndex.NONE; match = index.next(match)) {
        budget.tick();
        smallRows.add(match);
        largeRows.add(row);
      }
    }
    return joined(large, small, paste(large.select(largeRows), small.select(smallRows)));
  }

  private static Relation product(Relation left, Relation right) {
    Rows leftRows = new Rows(16);
    Rows rightRows = new Rows(16);
    Budget budget = Budget.current();
    for (int l = 0; l < left.size(); l++) {
      for (int r = 0; r < right.size(); r++) {
        budget.tick();
        leftRows.add(l);
        rightRows.add(r);
      }
    }
    return joined(left, right, paste(left.select(leftRows), right.select(rightRows)));
  }

  /** Puts the columns of two relations of one size side by side, shared variables once. */
  static Relation paste(Relation left, Relation right) {
    List<Variable> variables = new ArrayList<>(left.variables());
    List<Column> columns = new ArrayList<>(List.of(left.columns(left.variables())));
    for (Variable variable : right.variables()) {
      if (!left.has(variable)) {
        variables.add(variable);
        columns.add(right.column(variable));
      }
    }
    return new Relation(List.copyOf(variables), columns.toArray(new Column[0]), left.size());
  }

  /** A join of sets is a set. */
  private static Relation joined(Relation left, Relation right, Relation pairs) {
    return left.isSet() && right.isSet() ? pairs.asSet() : pairs;
  }

  /** The rows of the left side that agree with no row of the right side on shared variables. */
  public static Relation without(Relation left, Relation right) {
    if (right.isEmpty()) {
      return left;
    }
    List<Variable> shared = new ArrayList<>(left.variables());
    shared.retainAll(right.variables());
    RowIndex index = new RowIndex(right.columns(shared), right.size());
    Column[] probe = left.columns(shared);
    Rows kept = new Rows(left.size());
    Budget budget = Budget.current();
    for (int row = 0; row < left.size(); row++) {
      budget.tick();
      if (index.first(probe, row) == RowIndex.NONE) {
        kept.add(row);
      }
    }
    return left.filter(kept);
  }

  /** All rows of both sides, which have the same variables, each row once. */
  public static Relation union(List<Relation> relations, List<Variable> variables) {
    if (variables.isEmpty()) {
      boolean any = relations.stream().anyMatch(relation -> !relation.isEmpty());
      return any ? Relation.UNIT : Relation.empty(variables);
    }
    if (relations.size() == 1) {
      return relations.get(0).project(variables).distinct();
    }
    Table table = new Table(variables.size());
    for (Relation relation : relations) {
      Column[] columns = relation.columns(variables);
      for (int row = 0; row < relation.size(); row++) {
        table.add(columns, row);
      }
    }
    return table.slice(0, table.size(), variables).asSet();
  }
}
