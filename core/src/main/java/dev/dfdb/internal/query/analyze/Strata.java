package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that some clauses reach, in strata: a rule is above every rule that it calls under a
 * {@code not}, and not below any that it calls.
 */
final class Strata {

  private final RuleGraph graph;
  private final Map<String, Integer> levels = new LinkedHashMap<>();

  private Strata(RuleGraph graph) {
    this.graph = graph;
  }

  /**
   * The names of the rules by stratum, the lowest first. No rule may depend on its own negation.
   */
  static List<List<String>> of(Collection<Clause> clauses, RuleGraph graph) {
    Strata strata = new Strata(graph);
    strata.reach(clauses);
    boolean rises = true;
    while (rises) {
      rises = false;
      for (String rule : strata.levels.keySet()) {
        rises |= strata.raise(rule);
      }
    }
    return strata.byLevel();
  }

  private void reach(Collection<Clause> clauses) {
    List<Collection<Clause>> open = new ArrayList<>();
    open.add(clauses);
    while (!open.isEmpty()) {
      RuleCalls.forEach(open.remove(open.size() - 1), call -> {
        if (levels.putIfAbsent(call.rule(), 0) == null) {
          graph.branches(call.rule()).forEach(branch -> open.add(branch.body()));
        }
      });
    }
  }

  /** Puts a rule as high as what it calls demands; whether it has risen. */
  private boolean raise(String rule) {
    int before = level(rule);
    for (Rule branch : graph.branches(rule)) {
      RuleCalls.forEach(branch.body(), call -> atLeast(rule, level(call.rule())));
      RuleCalls.forEachNegated(branch.body(), call -> atLeast(rule, level(call.rule()) + 1));
    }
    return level(rule) > before;
  }

  private int level(String rule) {
    return levels.getOrDefault(rule, 0);
  }

  private void atLeast(String rule, int level) {
    levels.merge(rule, level, Math::max);
  }

  private List<List<String>> byLevel() {
    List<List<String>> strata = new ArrayList<>();
    levels.forEach((rule, level) -> {
      while (strata.size() <= level) {
        strata.add(new ArrayList<>());
      }
      if (graph.names().contains(rule)) {
        strata.get(level).add(rule);
      }
    });
    strata.removeIf(List::isEmpty);
    strata.forEach(names -> names.sort(null));
    return strata;
  }
}
