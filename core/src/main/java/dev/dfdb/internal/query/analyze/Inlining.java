package dev.dfdb.internal.query.analyze;

import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces calls of rules that aren't recursive by the bodies of those rules, so that they are
 * ordered among the other clauses; a rule of several branches becomes an {@code or-join}. Calls
 * that stay, of recursive rules, are given different variables as arguments, which is what their
 * evaluation expects.
 */
final class Inlining {

  /** Rules that call rules can double at each level: past this many clauses, calls stay calls. */
  private static final int MAX_CLAUSES = 1_000;

  static final Symbol GROUND = Symbol.of("ground");
  static final Symbol IDENTITY = Symbol.of("identity");

  private final RuleGraph graph;
  private final FreshVariables fresh = new FreshVariables();
  private int added;

  Inlining(RuleGraph graph) {
    this.graph = graph;
  }

  List<Clause> apply(List<Clause> clauses) {
    List<Clause> result = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause instanceof Clause.RuleCall call) {
        inline(call, result);
      } else if (clause instanceof Clause.NotJoin not) {
        result.add(new Clause.NotJoin(not.shared(), apply(not.body()), not.origin()));
      } else if (clause instanceof Clause.OrJoin or) {
        result.add(new Clause.OrJoin(
            or.required(),
            or.shared(),
            or.branches().stream().map(this::apply).toList(),
            or.origin()));
      } else {
        result.add(clause);
      }
    }
    return List.copyOf(result);
  }

  private void inline(Clause.RuleCall call, List<Clause> result) {
    boolean stays = graph.isRecursive(call.rule()) || added > MAX_CLAUSES;
    List<Variable> arguments = variables(call, stays, result);
    if (stays) {
      result.add(new Clause.RuleCall(
          call.source(), call.rule(), List.<Term>copyOf(arguments), call.origin()));
      return;
    }
    List<List<Clause>> branches = new ArrayList<>();
    for (Rule rule : graph.branches(call.rule())) {
      Map<Variable, Variable> parameters = new HashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        parameters.put(rule.parameters().get(i), arguments.get(i));
      }
      added += rule.body().size();
      branches.add(apply(new Renaming(parameters, call.source(), fresh).apply(rule.body())));
    }
    int required = graph.branches(call.rule()).get(0).required();
    if (branches.size() == 1 && required == 0) {
      result.addAll(branches.get(0));
    } else {
      result.add(new Clause.OrJoin(
          arguments.subList(0, required).stream().distinct().toList(),
          arguments.stream().distinct().toList(),
          List.copyOf(branches),
          call.origin()));
    }
  }

  /**
   * The arguments as variables. A constant is bound to a variable first; of a variable given twice,
   * the second is another that must be equal, if they have to differ.
   */
  private List<Variable> variables(Clause.RuleCall call, boolean different, List<Clause> result) {
    List<Variable> variables = new ArrayList<>();
    for (Term argument : call.arguments()) {
      if (argument instanceof Variable variable) {
        if (different && variables.contains(variable)) {
          Variable copy = fresh.like(variable);
          result.add(bind(IDENTITY, variable, copy, call));
          variables.add(copy);
        } else {
          variables.add(variable);
        }
      } else {
        Variable made = fresh.named("arg");
        if (argument instanceof Constant) {
          result.add(bind(GROUND, argument, made, call));
        }
        variables.add(made);
      }
    }
    return variables;
  }

  private static Clause bind(Symbol function, Term from, Variable to, Clause.RuleCall call) {
    return new Clause.Application(
        new Call(function, List.of(from)), new Binding.Scalar(to), call.origin());
  }
}
