package dev.dfdb.conformance.query;

import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rules as they are defined: whole relations, to which every branch adds what follows from them,
 * until nothing is added. What a rule negates is complete before.
 */
final class NaiveRules {

  private final List<?> branches;
  private final Map<String, Map<String, Set<List<Object>>>> bySource = new HashMap<>();

  NaiveRules(List<?> branches) {
    this.branches = branches;
  }

  /** All rows of a rule over a source. */
  Set<List<Object>> relation(String name, NaiveClauses clauses, String source) {
    Map<String, Set<List<Object>>> relations = bySource.get(source);
    if (relations == null) {
      relations = new HashMap<>();
      bySource.put(source, relations);
      Map<String, Integer> strata = strata();
      for (String rule : strata.keySet()) {
        relations.put(rule, new HashSet<>());
      }
      int last = strata.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      for (int stratum = 0; stratum <= last; stratum++) {
        complete(stratum, strata, relations, clauses);
      }
    }
    return Objects.requireNonNull(relations.get(name), name);
  }

  private void complete(
      int stratum,
      Map<String, Integer> strata,
      Map<String, Set<List<Object>>> relations,
      NaiveClauses clauses) {
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Object form : branches) {
        List<?> branch = NaiveClauses.list(form);
        String rule = rule(branch);
        if (Objects.equals(strata.get(rule), stratum)) {
          Set<List<Object>> relation = Objects.requireNonNull(relations.get(rule));
          for (Map<Symbol, Object> row :
              clauses.solve(branch.subList(1, branch.size()), Set.of(Map.of()))) {
            grows |= relation.add(tuple(branch, row));
          }
        }
      }
    }
  }

  private static String rule(List<?> branch) {
    return String.valueOf(NaiveClauses.list(branch.get(0)).get(0));
  }

  private static List<Object> tuple(List<?> branch, Map<Symbol, Object> row) {
    List<?> head = NaiveClauses.list(branch.get(0));
    List<Object> tuple = new ArrayList<>();
    for (Object parameter : head.subList(1, head.size())) {
      List<?> variables = parameter instanceof List<?> required ? required : List.of(parameter);
      variables.forEach(variable -> tuple.add(Objects.requireNonNull(row.get(variable))));
    }
    return tuple;
  }

  /**
   * A number for each rule that is above that of every rule it negates, and below none it calls.
   */
  private Map<String, Integer> strata() {
    Map<String, Integer> strata = new HashMap<>();
    branches.forEach(branch -> strata.put(rule(NaiveClauses.list(branch)), 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Object form : branches) {
        List<?> branch = NaiveClauses.list(form);
        int least = least(branch.subList(1, branch.size()), 0, strata);
        changed |= least > Objects.requireNonNull(strata.get(rule(branch)));
        strata.merge(rule(branch), least, Math::max);
      }
    }
    return strata;
  }

  private static int least(List<?> clauses, int negated, Map<String, Integer> strata) {
    int least = 0;
    for (Object form : clauses) {
      List<?> clause = form instanceof List<?> list ? list : List.of();
      if (clause.isEmpty() || NaiveClauses.isExpression(clause)) {
        continue;
      }
      String name = NaiveClauses.name(clause);
      if (strata.containsKey(name)) {
        least = Math.max(least, Objects.requireNonNull(strata.get(name)) + negated);
      } else if (!name.isEmpty()) {
        int inside = name.startsWith("not") ? 1 : negated;
        least = Math.max(least, least(clause.subList(1, clause.size()), inside, strata));
      }
    }
    return least;
  }
}
