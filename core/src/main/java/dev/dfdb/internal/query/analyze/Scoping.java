package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of each {@code not} and {@code or} which variables it shares with the clauses around it, by
 * turning it into {@code not-join} and {@code or-join}. After that a clause can be moved or renamed
 * without regard to where it stood.
 *
 * <p>A {@code not} shares those of its variables that a clause around it can bind; the others are
 * its own. An {@code or} shares all the variables of its branches.
 */
public final class Scoping {

  private Scoping() {}

  /** Resolves the clauses of a query or of the body of a rule. */
  public static List<Clause> resolve(List<Clause> clauses, Collection<Variable> outside) {
    Set<Variable> visible = new LinkedHashSet<>(outside);
    clauses.forEach(clause -> visible.addAll(Variables.bindable(clause)));
    List<Clause> resolved = new ArrayList<>();
    for (Clause clause : clauses) {
      resolved.add(resolve(clause, visible));
    }
    return List.copyOf(resolved);
  }

  /**
   * Resolves the body of a rule, in which only the parameters come from outside.
   *
   * @throws dev.dfdb.error.QueryException if the body says nothing about a parameter
   */
  public static Rule resolve(Rule rule) {
    Set<Variable> mentioned = new LinkedHashSet<>(Variables.mentioned(rule.body()));
    mentioned.addAll(rule.parameters().subList(0, rule.required()));
    for (Variable parameter : rule.parameters()) {
      if (!mentioned.contains(parameter)) {
        throw rule.origin()
            .error(
                "A head variable is not bound by the rule's clauses",
                Map.of(
                    "rule",
                    rule.name(),
                    "variable",
                    parameter,
                    "expected",
                    "a clause in this branch that binds it"));
      }
    }
    return new Rule(
        rule.name(),
        rule.parameters(),
        rule.required(),
        resolve(rule.body(), rule.parameters()),
        rule.origin());
  }

  private static Clause resolve(Clause clause, Set<Variable> visible) {
    if (clause instanceof Clause.Not not) {
      return resolveNot(not, visible);
    }
    if (clause instanceof Clause.NotJoin not) {
      return new Clause.NotJoin(not.shared(), resolve(not.body(), not.shared()), not.origin());
    }
    if (clause instanceof Clause.Or or) {
      return resolveOr(or, visible);
    }
    if (clause instanceof Clause.OrJoin or) {
      return new Clause.OrJoin(
          or.required(), or.shared(), resolveAll(or.branches(), or.shared()), or.origin());
    }
    return clause;
  }

  private static Clause resolveNot(Clause.Not not, Set<Variable> visible) {
    Set<Variable> shared = Variables.mentioned(not.body());
    Set<Variable> all = Set.copyOf(shared);
    shared.retainAll(visible);
    if (shared.isEmpty()) {
      throw not.origin()
          .error(
              "Insufficient bindings: a `not` shares no variable with the clauses around it",
              Map.of("variables", all, "expected", "a clause outside that binds one of them"));
    }
    return new Clause.NotJoin(List.copyOf(shared), resolve(not.body(), shared), not.origin());
  }

  private static Clause resolveOr(Clause.Or or, Set<Variable> visible) {
    Set<Variable> shared = new LinkedHashSet<>();
    or.branches().forEach(branch -> branch.forEach(c -> shared.addAll(Variables.unnegated(c))));
    for (List<Clause> branch : or.branches()) {
      Set<Variable> own = Variables.mentioned(branch);
      if (!own.containsAll(shared)) {
        Set<Variable> missing = new LinkedHashSet<>(shared);
        missing.removeAll(own);
        throw or.origin()
            .error(
                "The branches of an `or` differ in their variables",
                Map.of(
                    "branch",
                    or.branches().indexOf(branch) + 1,
                    "missing",
                    missing,
                    "expected",
                    "or-join with the variables that matter outside"));
      }
    }
    Set<Variable> fromOutside = Variables.mentioned(or);
    fromOutside.retainAll(visible);
    shared.addAll(fromOutside);
    return new Clause.OrJoin(
        List.of(), List.copyOf(shared), resolveAll(or.branches(), shared), or.origin());
  }

  private static List<List<Clause>> resolveAll(
      List<List<Clause>> branches, Collection<Variable> shared) {
    List<List<Clause>> resolved = new ArrayList<>();
    branches.forEach(branch -> resolved.add(resolve(branch, shared)));
    return List.copyOf(resolved);
  }
}
