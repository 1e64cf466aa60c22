package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.analyze.Readiness;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The union of the solutions of branches, each of which starts from the rows so far. */
final class OrGoal implements Goal {

  private final Clause.OrJoin clause;
  private final List<Conjunction> branches;
  private final Readiness readiness;
  private final Set<Variable> variables;

  /** Each branch must put out exactly the shared variables. */
  OrGoal(Clause.OrJoin clause, List<Conjunction> branches, Readiness readiness) {
    this.clause = clause;
    this.branches = branches;
    this.readiness = readiness;
    this.variables = new LinkedHashSet<>(clause.shared());
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return readiness.isReady(clause, bound);
  }

  @Override
  public Cost cost(Bindings bindings) {
    double work = 0;
    double rows = 0;
    for (Conjunction branch : branches) {
      Cost cost = branch.cost(bindings);
      work += cost.work();
      rows += cost.rows();
    }
    return new Cost(work, rows);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    List<Relation> seeds = new ArrayList<>();
    for (Relation relation : bindings.touching(variables)) {
      seeds.add(relation.keep(variables).distinct());
    }
    List<Relation> solutions = new ArrayList<>();
    for (Conjunction branch : branches) {
      solutions.add(branch.solve(seeds));
    }
    Relation union = Joins.union(solutions, clause.shared());
    bindings.join(union, needed);
  }

  @Override
  public String operator() {
    return "union of " + branches.size();
  }

  @Override
  public String text() {
    return clause.origin().text();
  }
}
