package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Rewrites recursive rules into forms that the evaluation handles well.
 *
 * <ul>
 *   <li>An {@code or} that contains a recursive call becomes a rule of its own, so that recursion
 *       never happens within a clause.
 *   <li>{@code (r ?a ?c)} by {@code (r ?a ?b) (r ?b ?c)}, with no other recursive branch, is the
 *       transitive closure of the other branches. It becomes {@code (r ?a ?b) (base ?b ?c)}, which
 *       gives the same rows without joining the closure with itself.
 * </ul>
 */
final class RecursionNormalizer {

  private final Map<String, List<Rule>> rules;
  private Reachability reachability;

  RecursionNormalizer(Map<String, List<Rule>> rules) {
    this.rules = rules;
    this.reachability = new Reachability(rules);
  }

  /** Rewrites the map's rules in place and adds those that become necessary. */
  void normalize() {
    for (String name : List.copyOf(rules.keySet())) {
      if (reachability.reaches(name, name)) {
        linearize(name);
      }
    }
    reachability = new Reachability(rules);
    Deque<String> open = new ArrayDeque<>(rules.keySet());
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reachability.reaches(name, name)) {
        lift(name, open);
      }
    }
  }

  private void lift(String name, Deque<String> open) {
    List<Rule> lifted = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (Rule rule : branches(name)) {
      List<Clause> body = new ArrayList<>();
      for (Clause clause : rule.body()) {
        if (clause instanceof Clause.OrJoin or && callsBack(name, or)) {
          String part = name + "#or" + rules.size();
          rules.put(
              part,
              or.branches().stream().map(branch -> branchOf(part, or, branch)).toList());
          added.add(part);
          body.add(new Clause.RuleCall(
              SourceName.DEFAULT, part, List.<Term>copyOf(or.shared()), or.origin()));
        } else {
          body.add(clause);
        }
      }
      lifted.add(new Rule(
          rule.name(), rule.parameters(), rule.required(), List.copyOf(body), rule.origin()));
    }
    if (!added.isEmpty()) {
      rules.put(name, List.copyOf(lifted));
      reachability = new Reachability(rules);
      open.addAll(added);
    }
  }

  private static Rule branchOf(String name, Clause.OrJoin or, List<Clause> body) {
    return new Rule(name, or.shared(), or.required().size(), body, or.origin());
  }

  private boolean callsBack(String name, Clause.OrJoin or) {
    boolean[] found = {false};
    RuleCalls.forEach(List.of(or), call -> found[0] |= reachability.mutual(name, call.rule()));
    return found[0];
  }

  private void linearize(String name) {
    List<Rule> base = new ArrayList<>();
    List<Rule> doubled = new ArrayList<>();
    for (Rule rule : branches(name)) {
      if (isDoubled(rule)) {
        doubled.add(rule);
      } else {
        boolean[] recursive = {false};
        RuleCalls.forEach(
            rule.body(), call -> recursive[0] |= reachability.mutual(name, call.rule()));
        if (recursive[0]) {
          return;
        }
        base.add(rule);
      }
    }
    if (doubled.isEmpty() || base.isEmpty()) {
      return;
    }
    String baseName = name + "#base";
    rules.put(baseName, base.stream().map(rule -> named(baseName, rule)).toList());
    Rule rule = doubled.get(0);
    Clause.RuleCall second = callFrom(rule, rule.parameters().get(1), 1);
    Clause.RuleCall first = callFrom(rule, rule.parameters().get(0), 0);
    List<Rule> linear = new ArrayList<>(base);
    linear.add(new Rule(
        name,
        rule.parameters(),
        0,
        List.of(
            first,
            new Clause.RuleCall(SourceName.DEFAULT, baseName, second.arguments(), second.origin())),
        rule.origin()));
    rules.put(name, List.copyOf(linear));
  }

  private static Rule named(String name, Rule rule) {
    return new Rule(name, rule.parameters(), rule.required(), rule.body(), rule.origin());
  }

  /** Whether a branch is {@code (r ?a ?b) (r ?b ?c)} for {@code (r ?a ?c)}. */
  private static boolean isDoubled(Rule rule) {
    if (rule.parameters().size() != 2 || rule.required() > 0 || rule.body().size() != 2) {
      return false;
    }
    for (Clause clause : rule.body()) {
      if (!(clause instanceof Clause.RuleCall call)
          || !call.rule().equals(rule.name())
          || !call.source().equals(SourceName.DEFAULT)
          || call.arguments().size() != 2
          || !call.arguments().stream().allMatch(Variable.class::isInstance)) {
        return false;
      }
    }
    Term from = rule.parameters().get(0);
    Term to = rule.parameters().get(1);
    return rule.body().stream().anyMatch(clause -> isStep(clause, 0, from))
        && rule.body().stream().anyMatch(clause -> isStep(clause, 1, to))
        && !callFrom(rule, from, 0).equals(callFrom(rule, to, 1))
        && callFrom(rule, from, 0)
            .arguments()
            .get(1)
            .equals(callFrom(rule, to, 1).arguments().get(0))
        && new HashSet<>(List.of(from, to, callFrom(rule, from, 0).arguments().get(1))).size() == 3;
  }

  private static boolean isStep(Clause clause, int position, Term argument) {
    return clause instanceof Clause.RuleCall call
        && call.arguments().get(position).equals(argument);
  }

  private static Clause.RuleCall callFrom(Rule rule, Term argument, int position) {
    for (Clause clause : rule.body()) {
      if (clause instanceof Clause.RuleCall call && isStep(clause, position, argument)) {
        return call;
      }
    }
    throw new IllegalArgumentException("no call in " + rule);
  }

  private List<Rule> branches(String name) {
    return rules.getOrDefault(name, List.of());
  }
}
