package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Functions;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.Rows;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the rows for which a function gives neither false nor nil. */
final class PredicateGoal implements Goal {

  private final Arguments arguments;

  PredicateGoal(Arguments arguments) {
    this.arguments = arguments;
  }

  /** The comparison that it is; null if it is none. */
  @Nullable
  LongComparison comparison() {
    return arguments.comparison();
  }

  @Override
  public Set<Variable> variables() {
    return arguments.variables();
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return bound.containsAll(arguments.variables());
  }

  @Override
  public boolean isImmediate(Bindings bindings) {
    return bindings.touching(arguments.variables()).size() <= 1;
  }

  @Override
  public Cost cost(Bindings bindings) {
    double rows = bindings.combinations(arguments.variables());
    return new Cost(rows, rows);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    Relation rows = bindings.takeCombined(arguments.variables());
    LongComparison comparison = arguments.comparison();
    Rows found = comparison == null ? null : comparison.filter(rows);
    if (found != null) {
      bindings.put(rows.filter(found).keep(needed));
      return;
    }
    Arguments.Applied applied = arguments.over(rows);
    Rows kept = new Rows(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      if (Functions.isTrue(applied.apply(row))) {
        kept.add(row);
      }
    }
    bindings.put(rows.filter(kept).keep(needed));
  }

  @Override
  public String operator() {
    return "filter";
  }

  @Override
  public String text() {
    return arguments.origin().text();
  }
}
