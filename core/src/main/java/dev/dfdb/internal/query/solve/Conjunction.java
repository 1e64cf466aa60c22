package dev.dfdb.internal.query.solve;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goals that must all hold. The order in which they are solved is chosen while solving: what
 * filters or extends single rows at once, then whatever is estimated to take and leave the least,
 * given the rows that there really are.
 *
 * <p>If their order is to be kept, the first that can be solved is.
 *
 * <p>Solved again from about as many rows, as in every round of a recursive rule, it keeps the
 * order of the time before.
 */
final class Conjunction {

  /** Below this many rows the next best goal isn't worth looking for. */
  private static final double FEW_ROWS = 16;

  private static final double SIMILAR = 16;

  private record Plan(Set<Variable> bound, double rows, List<Goal> order) {}

  private final List<Goal> goals;
  private final List<Variable> outputs;
  private final boolean keepsOrder;
  private @Nullable Plan plan;

  Conjunction(List<Goal> goals, List<Variable> outputs, boolean keepsOrder) {
    this.keepsOrder = keepsOrder;
    this.goals = goals;
    this.outputs = outputs;
  }

  List<Goal> goals() {
    return goals;
  }

  /** The solutions that extend given rows, over the outputs, each once. */
  Relation solve(List<Relation> start) {
    Bindings bindings = new Bindings(start);
    if (bindings.isEmpty()) {
      return Relation.empty(outputs);
    }
    double rows = 1;
    for (Relation relation : start) {
      rows *= Math.max(1, relation.size());
    }
    Plan known = plan;
    if (known != null
        && rows <= known.rows * SIMILAR
        && known.rows <= rows * SIMILAR
        && known.bound.equals(bindings.bound())) {
      NeededVariables needed = new NeededVariables(outputs, goals);
      for (Goal goal : known.order) {
        if (bindings.isEmpty()) {
          break;
        }
        needed.remove(goal);
        solve(goal, bindings, needed.variables());
      }
    } else {
      plan = search(rows, bindings);
    }
    return bindings.answer(outputs);
  }

  private Plan search(double rows, Bindings bindings) {
    Set<Variable> bound = Set.copyOf(bindings.bound());
    List<Goal> waiting = new ArrayList<>(goals);
    NeededVariables needed = new NeededVariables(outputs, goals);
    List<Goal> order = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Goal next = next(waiting, bindings);
      waiting.remove(next);
      needed.remove(next);
      order.add(next);
      if (bindings.isEmpty()) {
        // Nothing is left to choose by, but the next rows may want the rest of the order.
        bindings.bound().addAll(next.variables());
      } else {
        solve(next, bindings, needed.variables());
      }
    }
    return new Plan(bound, rows, order);
  }

  private void solve(Goal goal, Bindings bindings, Set<Variable> needed) {
    Budget budget = Budget.current();
    long elsewhere = budget.used() - bindings.bytes();
    double before = bindings.combinations(goal.variables());
    Trace trace = Trace.current();
    if (trace == null) {
      goal.solve(bindings, needed);
    } else {
      trace.solve(goal, () -> goal.solve(bindings, needed), bindings);
    }
    boolean merge = needed.size() > outputs.size()
        && goal.mayRepeat(needed)
        && bindings.combinations(goal.variables()) > before;
    bindings.keep(needed, merge ? goal.variables() : Set.of());
    budget.settle(elsewhere + bindings.bytes());
  }

  private Goal next(List<Goal> waiting, Bindings bindings) {
    List<Goal> ready = new ArrayList<>();
    for (Goal goal : waiting) {
      if (goal.isReady(bindings.bound())) {
        if (keepsOrder
            || bindings.isEmpty()
            || goal.isImmediate(bindings)
            || goal.quickRows(bindings) <= 1) {
          return goal;
        }
        ready.add(goal);
      }
    }
    if (ready.isEmpty()) {
      throw stuck(waiting, bindings);
    }
    return ready.size() == 1 ? ready.get(0) : cheapest(ready, bindings);
  }

  private static Goal cheapest(List<Goal> ready, Bindings bindings) {
    Goal best = ready.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Goal goal : ready) {
      double rows = goal.quickRows(bindings);
      if (rows < least) {
        least = rows;
        best = goal;
      }
    }
    if (least <= FEW_ROWS) {
      return best;
    }
    least = Double.POSITIVE_INFINITY;
    for (Goal goal : ready) {
      double cost = goal.cost(bindings).total();
      if (cost < least) {
        least = cost;
        best = goal;
      }
    }
    return best;
  }

  /** What solving from these rows would take at least, for comparison with other goals. */
  Cost cost(Bindings bindings) {
    Cost least = null;
    for (Goal goal : goals) {
      if (goal.isReady(bindings.bound())) {
        Cost cost = goal.cost(bindings);
        if (least == null || cost.total() < least.total()) {
          least = cost;
        }
      }
    }
    return least == null ? new Cost(1, 1) : least;
  }

  private static QueryException stuck(List<Goal> waiting, Bindings bindings) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("clause", waiting.get(0).text());
    context.put("bound", bindings.bound());
    context.put("expected", "clauses that bind more variables first");
    return new QueryException("Insufficient bindings: a clause can't be evaluated", context);
  }
}
