package dev.dfdb.conformance.query;

import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query means: rows over the variables of {@code :find} and {@code :with}, as a set, then
 * grouped and aggregated.
 *
 * @param find the elements of {@code :find}, without what gives it a form
 * @param with the variables of {@code :with}
 * @param in the forms of {@code :in}
 * @param where the clauses
 */
record NaiveQuery(List<?> find, List<?> with, List<?> in, List<?> where) {

  /** The rows of the answer; for inputs a {@link NaiveSource}, rules as a list, or values. */
  List<List<Object>> answer(List<?> inputs) {
    Map<String, NaiveSource> sources = new HashMap<>();
    NaiveRules rules = new NaiveRules(List.of());
    Set<Map<Symbol, Object>> rows = Set.of(Map.of());
    for (int i = 0; i < in.size(); i++) {
      Object input = Objects.requireNonNull(inputs.get(i));
      if (input instanceof NaiveSource source) {
        sources.put(String.valueOf(in.get(i)), source);
      } else if (Symbol.of("%").equals(in.get(i))) {
        rules = new NaiveRules(NaiveClauses.list(input));
      } else {
        Set<Map<Symbol, Object>> extended = new HashSet<>();
        for (Map<Symbol, Object> row : rows) {
          extended.addAll(NaiveClauses.bind(in.get(i), input, row));
        }
        rows = extended;
      }
    }
    return project(new NaiveClauses(sources, "$", rules).solve(where, rows));
  }

  private List<List<Object>> project(Set<Map<Symbol, Object>> rows) {
    Set<Map<Symbol, Object>> wanted = new HashSet<>();
    for (Map<Symbol, Object> row : rows) {
      Map<Symbol, Object> kept = new HashMap<>(row);
      Set<Object> variables = new HashSet<>(with);
      find.forEach(element -> variables.add(variable(element)));
      kept.keySet().retainAll(variables);
      wanted.add(kept);
    }
    Map<List<Object>, List<Map<Symbol, Object>>> groups = new LinkedHashMap<>();
    for (Map<Symbol, Object> row : wanted) {
      groups.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
    }
    boolean aggregates = find.stream().anyMatch(List.class::isInstance);
    List<List<Object>> answer = new ArrayList<>();
    groups.forEach((key, group) -> {
      if (aggregates || with.isEmpty()) {
        answer.add(result(group));
      } else {
        group.forEach(row -> answer.add(result(List.of(row))));
      }
    });
    return answer;
  }

  /** The values by which rows are grouped: those found as they are. */
  private List<Object> key(Map<Symbol, Object> row) {
    List<Object> key = new ArrayList<>();
    for (Object element : find) {
      if (element instanceof Symbol variable) {
        key.add(Objects.requireNonNull(row.get(variable)));
      }
    }
    return key;
  }

  private List<Object> result(List<Map<Symbol, Object>> group) {
    List<Object> result = new ArrayList<>();
    for (Object element : find) {
      Symbol variable = variable(element);
      if (element instanceof List<?> aggregate) {
        List<Object> values = new ArrayList<>();
        group.forEach(row -> values.add(Objects.requireNonNull(row.get(variable))));
        Long count = aggregate.size() == 3 ? (Long) aggregate.get(1) : null;
        result.add(NaiveFunctions.aggregate(String.valueOf(aggregate.get(0)), count, values));
      } else {
        result.add(Objects.requireNonNull(group.get(0).get(variable)));
      }
    }
    return result;
  }

  private static Symbol variable(@Nullable Object element) {
    Object variable = element instanceof List<?> call ? call.get(call.size() - 1) : element;
    return (Symbol) Objects.requireNonNull(variable);
  }
}
