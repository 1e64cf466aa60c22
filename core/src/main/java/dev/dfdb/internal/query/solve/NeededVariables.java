package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of which variables values are needed yet: those that are put out, and those of goals that are not
 * solved. Not safe for several threads.
 */
final class NeededVariables {

  private final Map<Variable, Integer> uses = new HashMap<>();

  NeededVariables(List<Variable> outputs, List<Goal> goals) {
    outputs.forEach(this::use);
    goals.forEach(goal -> goal.variables().forEach(this::use));
  }

  private void use(Variable variable) {
    uses.merge(variable, 1, Integer::sum);
  }

  /** Takes away a goal that is about to be solved. */
  void remove(Goal goal) {
    for (Variable variable : goal.variables()) {
      uses.computeIfPresent(variable, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** The variables, as they are from time to time. */
  Set<Variable> variables() {
    return Collections.unmodifiableSet(uses.keySet());
  }
}
