package dev.dfdb.internal.query.ast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules by name, each the union of its branches. Immutable. */
public final class RuleSet {

  /** No rules. */
  public static final RuleSet EMPTY = new RuleSet(List.of());

  private final Map<String, List<Rule>> branches;

  /** Groups branches by name; their arities must have been checked. */
  public RuleSet(List<Rule> rules) {
    Map<String, List<Rule>> grouped = new LinkedHashMap<>();
    for (Rule rule : rules) {
      grouped.computeIfAbsent(rule.name(), name -> new ArrayList<>()).add(rule);
    }
    grouped.replaceAll((name, list) -> List.copyOf(list));
    this.branches = Collections.unmodifiableMap(grouped);
  }

  /** The branches of a rule; none if it isn't defined. */
  public List<Rule> branches(String name) {
    return branches.getOrDefault(name, List.of());
  }

  /** The names of all rules, in the order written. */
  public Set<String> names() {
    return branches.keySet();
  }
}
