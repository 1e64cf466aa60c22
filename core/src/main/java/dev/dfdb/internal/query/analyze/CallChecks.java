package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.form.Suggestions;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.function.Function;
import dev.dfdb.internal.query.function.FunctionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that what clauses call exists, takes that many arguments, and doesn't recurse through a
 * {@code not}; likewise for the rules that they reach.
 */
final class CallChecks {

  private final RuleGraph graph;
  private final boolean hasRules;
  private final FunctionTable functions;
  private final Set<String> checked = new HashSet<>();

  /**
   * Checks against rules.
   *
   * @param hasRules whether the query takes rules at all
   * @param functions what can be called
   */
  CallChecks(RuleGraph graph, boolean hasRules, FunctionTable functions) {
    this.graph = graph;
    this.functions = functions;
    this.hasRules = hasRules;
  }

  void check(Collection<Clause> clauses) {
    List<Clause.RuleCall> open = new ArrayList<>();
    checkFunctions(clauses);
    RuleCalls.forEach(clauses, open::add);
    while (!open.isEmpty()) {
      Clause.RuleCall call = open.remove(open.size() - 1);
      checkCall(call);
      if (checked.add(call.rule())) {
        for (Rule rule : graph.branches(call.rule())) {
          checkStratified(rule);
          checkFunctions(rule.body());
          RuleCalls.forEach(rule.body(), open::add);
        }
      }
    }
  }

  private void checkCall(Clause.RuleCall call) {
    List<Rule> branches = graph.branches(call.rule());
    if (branches.isEmpty()) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("rule", call.rule());
      Suggestions.nearest(call.rule(), graph.names())
          .ifPresent(near -> context.put("did-you-mean", near));
      if (hasRules) {
        context.put("known", graph.names());
      } else {
        context.put("expected", "% in :in, and the rules as its input");
      }
      throw call.origin().error("An unknown rule", context);
    }
    int parameters = branches.get(0).parameters().size();
    if (call.arguments().size() != parameters) {
      throw call.origin()
          .error(
              "A rule called with the wrong number of arguments",
              Map.of("given", call.arguments().size(), "expected", parameters));
    }
  }

  private void checkStratified(Rule rule) {
    RuleCalls.forEachNegated(rule.body(), call -> {
      if (graph.isMutual(rule.name(), call.rule())) {
        throw rule.origin()
            .error(
                "A rule depends on its own negation",
                Map.of(
                    "rule", rule.name(),
                    "negated", call.origin().text(),
                    "expected", "no `not` around a call that leads back to this rule"));
      }
    });
  }

  private void checkFunctions(Collection<Clause> clauses) {
    for (Clause clause : clauses) {
      if (clause instanceof Clause.Predicate predicate) {
        check(predicate.call(), predicate.origin());
      } else if (clause instanceof Clause.Application application) {
        check(application.call(), application.origin());
      } else if (clause instanceof Clause.NotJoin not) {
        checkFunctions(not.body());
      } else if (clause instanceof Clause.OrJoin or) {
        or.branches().forEach(this::checkFunctions);
      }
    }
  }

  private void check(dev.dfdb.internal.query.ast.Call call, Origin origin) {
    Function function = functions.find(call.function()).orElseThrow(() -> {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("function", call.function());
      Suggestions.nearest(call.function().toString(), functions.names())
          .or(() -> Suggestions.nearest(call.function().name(), functions.names()))
          .ifPresent(near -> context.put("did-you-mean", near));
      context.put("known", functions.names());
      return origin.error("An unknown function", context);
    });
    int given = call.arguments().size();
    if (given < function.minimum() || given > function.maximum()) {
      throw origin.error(
          "A function called with the wrong number of arguments",
          Map.of("given", given, "expected", function.arity()));
    }
  }
}
