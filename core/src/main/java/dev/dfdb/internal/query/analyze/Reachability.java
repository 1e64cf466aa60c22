package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Rule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules each rule calls, directly or through others. Immutable. */
final class Reachability {

  private final Map<String, Set<String>> reached = new HashMap<>();

  /** One search from each rule, over scoped bodies. */
  Reachability(Map<String, List<Rule>> rules) {
    Map<String, Set<String>> called = new HashMap<>();
    rules.forEach((name, branches) -> called.put(name, calledBy(branches)));
    for (String name : rules.keySet()) {
      reached.put(name, search(name, called));
    }
  }

  private static Set<String> calledBy(List<Rule> branches) {
    Set<String> called = new LinkedHashSet<>();
    branches.forEach(rule -> RuleCalls.forEach(rule.body(), call -> called.add(call.rule())));
    return called;
  }

  private static Set<String> search(String start, Map<String, Set<String>> called) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(called.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name)) {
        open.addAll(called.getOrDefault(name, Set.of()));
      }
    }
    return found;
  }

  boolean reaches(String from, String to) {
    return reached.getOrDefault(from, Set.of()).contains(to);
  }

  /** Whether two rules, or a rule and itself, call each other. */
  boolean mutual(String left, String right) {
    return reaches(left, right) && reaches(right, left);
  }
}
