package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps the rows for which a body has no solution: an anti-join. */
final class NotGoal implements Goal {

  private static final double WORK_PER_ROW = 16;

  private final List<Variable> shared;
  private final Conjunction body;
  private final Origin origin;
  private final Set<Variable> variables;

  /** The body must put out exactly the shared variables. */
  NotGoal(List<Variable> shared, Conjunction body, Origin origin) {
    this.shared = shared;
    this.body = body;
    this.origin = origin;
    this.variables = new LinkedHashSet<>(shared);
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return bound.containsAll(shared);
  }

  @Override
  public Cost cost(Bindings bindings) {
    double rows = bindings.combinations(variables);
    return new Cost(rows * WORK_PER_ROW, rows);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    Relation rows = bindings.takeCombined(variables);
    Relation excluded = body.solve(List.of(rows.project(shared).distinct()));
    bindings.put(Joins.without(rows, excluded).keep(needed));
  }

  @Override
  public String operator() {
    return "anti-join";
  }

  @Override
  public String text() {
    return origin.text();
  }
}
