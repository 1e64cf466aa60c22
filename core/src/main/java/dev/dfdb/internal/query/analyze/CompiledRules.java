package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A set of rules, analyzed once for all queries that use it. Safe from any thread. */
public final class CompiledRules {

  /** No rules. */
  public static final CompiledRules NONE = new CompiledRules(RuleSet.EMPTY);

  private final RuleGraph graph;
  private final Map<String, List<Rule>> inlined = new ConcurrentHashMap<>();
  private final RuleModeTable modes = new RuleModeTable(this::branches);
  private final Readiness readiness = new Readiness(modes);

  /**
   * Analyzes rules.
   *
   * @throws dev.dfdb.error.QueryException if a {@code not} or {@code or} in one has wrong variables
   */
  public CompiledRules(RuleSet rules) {
    this.graph = new RuleGraph(rules);
  }

  /** The branches of a rule, in which only calls that can't be inlined are left. */
  public List<Rule> branches(String name) {
    List<Rule> known = inlined.get(name);
    if (known != null) {
      return known;
    }
    List<Rule> branches = graph.branches(name).stream()
        .map(rule -> new Rule(
            rule.name(),
            rule.parameters(),
            rule.required(),
            new Inlining(graph).apply(rule.body()),
            rule.origin()))
        .toList();
    inlined.put(name, branches);
    return branches;
  }

  /** Whether a clause is a call of a rule that calls the given rule in turn. */
  public boolean isRecursiveCall(String rule, Clause clause) {
    return clause instanceof Clause.RuleCall call && graph.isMutual(rule, call.rule());
  }

  /** Whether a rule can be evaluated with these of its parameters bound, by position. */
  public boolean canEvaluate(String rule, List<Boolean> bound) {
    return modes.canEvaluate(rule, bound);
  }

  /** What can be evaluated, given these rules. */
  public Readiness readiness() {
    return readiness;
  }

  RuleGraph graph() {
    return graph;
  }
}
