package dev.dfdb.internal.query;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.RuleSet;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What queries mean, written for clarity alone: sets of bindings, nested loops, rules by iterating
 * whole relations until nothing is added.
 */
final class Oracle {

  private final List<Facts.Fact> facts;
  private final Facts source;
  private final Map<String, Set<List<Object>>> rules = new HashMap<>();

  Oracle(Facts source, RuleSet ruleSet) {
    this.source = source;
    this.facts = source.all();
    ruleSet.names().forEach(name -> rules.put(name, new HashSet<>()));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String name : ruleSet.names()) {
        for (Rule rule : ruleSet.branches(name)) {
          for (Map<Variable, Object> row : solve(rule.body(), Set.of(Map.of()))) {
            List<Object> tuple = new ArrayList<>();
            rule.parameters().forEach(p -> tuple.add(Objects.requireNonNull(row.get(p))));
            changed |= Objects.requireNonNull(rules.get(name)).add(tuple);
          }
        }
      }
    }
  }

  Set<List<Object>> answer(Query query) {
    Set<List<Object>> answer = new HashSet<>();
    for (Map<Variable, Object> row : solve(query.where(), Set.of(Map.of()))) {
      List<Object> values = new ArrayList<>();
      for (Find.Element element : query.find().elements()) {
        values.add(Objects.requireNonNull(row.get(element.variable())));
      }
      answer.add(values);
    }
    return answer;
  }

  /** Binds first, then filters, so that a filter sees everything that clauses beside it bind. */
  private Set<Map<Variable, Object>> solve(List<Clause> clauses, Set<Map<Variable, Object>> start) {
    Set<Map<Variable, Object>> rows = start;
    for (int rank = 0; rank < 5; rank++) {
      for (Clause clause : clauses) {
        if (rank(clause) == rank) {
          Set<Map<Variable, Object>> next = new HashSet<>();
          rows.forEach(row -> next.addAll(solve(clause, row)));
          rows = next;
        }
      }
    }
    return rows;
  }

  private static int rank(Clause clause) {
    if (clause instanceof Clause.Or || clause instanceof Clause.OrJoin) {
      return 1;
    }
    if (clause instanceof Clause.Application) {
      return 2;
    }
    if (clause instanceof Clause.Predicate) {
      return 3;
    }
    return clause instanceof Clause.Not || clause instanceof Clause.NotJoin ? 4 : 0;
  }

  private Set<Map<Variable, Object>> solve(Clause clause, Map<Variable, Object> row) {
    Set<Map<Variable, Object>> found = new HashSet<>();
    if (clause instanceof Clause.DataPattern pattern) {
      for (Facts.Fact fact : facts) {
        unify(pattern.terms(), List.of(fact.e(), fact.a(), fact.v(), fact.tx()), row, found);
      }
    } else if (clause instanceof Clause.RuleCall call) {
      for (List<Object> tuple : Objects.requireNonNull(rules.get(call.rule()))) {
        unify(call.arguments(), tuple, row, found);
      }
    } else if (clause instanceof Clause.Application application) {
      Object result = apply(application.call(), row);
      Term to = ((Binding.Scalar) application.binding()).variable();
      if (result != null) {
        unify(List.of(to), List.of(result), row, found);
      }
    } else if (clause instanceof Clause.Predicate predicate) {
      if (Functions.isTrue(apply(predicate.call(), row))) {
        found.add(row);
      }
    } else if (clause instanceof Clause.Or or) {
      or.branches().forEach(branch -> found.addAll(solve(branch, Set.of(row))));
    } else if (clause instanceof Clause.OrJoin or) {
      for (List<Clause> branch : or.branches()) {
        for (Map<Variable, Object> solution : solve(branch, Set.of(only(or.shared(), row)))) {
          Map<Variable, Object> merged = new HashMap<>(row);
          merged.putAll(only(or.shared(), solution));
          found.add(merged);
        }
      }
    } else if (clause instanceof Clause.Not not) {
      if (solve(not.body(), Set.of(row)).isEmpty()) {
        found.add(row);
      }
    } else if (clause instanceof Clause.NotJoin not) {
      if (solve(not.body(), Set.of(only(not.shared(), row))).isEmpty()) {
        found.add(row);
      }
    }
    return found;
  }

  private static Map<Variable, Object> only(List<Variable> variables, Map<Variable, Object> row) {
    Map<Variable, Object> kept = new HashMap<>(row);
    kept.keySet().retainAll(variables);
    return kept;
  }

  private static @Nullable Object apply(Call call, Map<Variable, Object> row) {
    @Nullable
    Object[] arguments = call.arguments().stream()
        .map(term -> term instanceof Constant c ? c.value() : row.get((Variable) term))
        .toArray();
    return Functions.find(call.function()).orElseThrow().body().apply(arguments);
  }

  private void unify(
      List<Term> terms,
      List<Object> values,
      Map<Variable, Object> row,
      Set<Map<Variable, Object>> found) {
    Map<Variable, Object> unified = new HashMap<>(row);
    for (int i = 0; i < terms.size(); i++) {
      Object value = values.get(i);
      if (terms.get(i) instanceof Variable variable) {
        Object known = unified.putIfAbsent(variable, value);
        if (known != null && !known.equals(value)) {
          return;
        }
      } else if (terms.get(i) instanceof Constant constant && !value.equals(id(constant))) {
        return;
      }
    }
    found.add(unified);
  }

  private @Nullable Object id(Constant constant) {
    if (constant.value() instanceof Keyword ident) {
      return Objects.requireNonNull(source.attribute(ident)).id();
    }
    return constant.value();
  }
}
