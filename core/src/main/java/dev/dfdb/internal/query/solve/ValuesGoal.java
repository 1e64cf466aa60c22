package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Relation;
import java.util.LinkedHashSet;
import java.util.Set;

/** Rows that are known: inputs, constants, the rows of a collection. */
final class ValuesGoal implements Goal {

  private final Relation rows;
  private final Set<Variable> variables;
  private final String text;

  ValuesGoal(Relation rows, String text) {
    this.rows = rows;
    this.variables = new LinkedHashSet<>(rows.variables());
    this.text = text;
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return true;
  }

  @Override
  public boolean isImmediate(Bindings bindings) {
    return rows.size() <= 1;
  }

  @Override
  public Cost cost(Bindings bindings) {
    boolean joins = !bindings.touching(variables).isEmpty();
    double others = bindings.combinations(variables);
    return joins
        ? new Cost(rows.size() + others, Math.min(rows.size(), others))
        : new Cost(rows.size(), rows.size());
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    if (variables.isEmpty()) {
      bindings.put(rows);
    } else {
      bindings.join(rows, needed);
    }
  }

  @Override
  public String operator() {
    return "values";
  }

  @Override
  public String text() {
    return text;
  }
}
