package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.RuleSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of rules made ready for evaluation: scopes resolved, recursion only in the bodies of rules
 * themselves, and known which rules are recursive together. Immutable.
 */
public final class RuleGraph {

  /** No rules. */
  public static final RuleGraph EMPTY = new RuleGraph(RuleSet.EMPTY);

  private final Set<String> written;
  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
  private final Reachability reachability;

  /**
   * Analyses rules.
   *
   * @throws dev.dfdb.error.QueryException if a {@code not} or {@code or} in one has wrong variables
   */
  public RuleGraph(RuleSet ruleSet) {
    this.written = ruleSet.names();
    for (String name : written) {
      rules.put(name, ruleSet.branches(name).stream().map(Scoping::resolve).toList());
    }
    new RecursionNormalizer(rules).normalize();
    this.reachability = new Reachability(rules);
  }

  /** The names of the rules as written. */
  public Set<String> names() {
    return written;
  }

  /** The branches of a rule; none if it isn't defined. */
  public List<Rule> branches(String name) {
    return rules.getOrDefault(name, List.of());
  }

  /** Whether a rule calls itself, directly or through others. */
  public boolean isRecursive(String name) {
    return reachability.reaches(name, name);
  }

  /** Whether two rules call each other, directly or through others. */
  public boolean isMutual(String left, String right) {
    return reachability.mutual(left, right);
  }

  /** Whether a clause is a call of a rule that calls the given rule in turn. */
  public boolean isRecursiveCall(String rule, Clause clause) {
    return clause instanceof Clause.RuleCall call && isMutual(rule, call.rule());
  }
}
