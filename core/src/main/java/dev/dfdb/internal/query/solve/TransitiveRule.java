package dev.dfdb.internal.query.solve;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is the transitive closure of one attribute, as most recursive rules are: one branch
 * with the attribute alone, and one that goes on by the rule itself, before or after the attribute
 * or on both sides.
 *
 * @param attribute the attribute
 * @param isBackward whether the second parameter refers to the first, and not the first to the
 *     second
 */
record TransitiveRule(Keyword attribute, boolean isBackward) {

  /** What closure the branches of a rule are; null if they are none, or not seen to be one. */
  static @Nullable TransitiveRule of(List<Rule> branches) {
    if (branches.size() != 2) {
      return null;
    }
    for (int base = 0; base < 2; base++) {
      TransitiveRule found = of(branches.get(base), branches.get(1 - base));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable TransitiveRule of(Rule base, Rule step) {
    if (base.parameters().size() != 2
        || base.required() > 0
        || base.body().size() != 1
        || step.body().size() != 2
        || !(base.body().get(0) instanceof Clause.DataPattern pattern)
        || pattern.terms().size() != 3
        || !(pattern.terms().get(1) instanceof Constant constant)
        || !(constant.value() instanceof Keyword attribute)) {
      return null;
    }
    Variable first = base.parameters().get(0);
    Variable second = base.parameters().get(1);
    boolean isForward = isHop(pattern, first, attribute, second);
    if (first.equals(second) || isForward == isHop(pattern, second, attribute, first)) {
      return null;
    }
    TransitiveRule rule = new TransitiveRule(attribute, !isForward);
    Clause one = step.body().get(0);
    Clause two = step.body().get(1);
    return rule.isStep(step, one, two) || rule.isStep(step, two, one) ? rule : null;
  }

  /** Whether two clauses lead from the first parameter over some variable to the second. */
  private boolean isStep(Rule step, Clause near, Clause far) {
    Variable start = step.parameters().get(0);
    Variable end = step.parameters().get(1);
    Variable middle = end(step.name(), near, start);
    return !start.equals(end)
        && middle != null
        && !middle.equals(start)
        && !middle.equals(end)
        && end.equals(end(step.name(), far, middle))
        && (isCall(near) || isCall(far));
  }

  private static boolean isCall(Clause clause) {
    return clause instanceof Clause.RuleCall;
  }

  /** Where a clause leads from a variable; null if it doesn't begin there. */
  private @Nullable Variable end(String rule, Clause clause, Variable start) {
    if (clause instanceof Clause.RuleCall call) {
      return call.rule().equals(rule)
              && call.source().equals(SourceName.DEFAULT)
              && call.arguments().get(0).equals(start)
          ? variable(call.arguments().get(1))
          : null;
    }
    if (!(clause instanceof Clause.DataPattern pattern) || pattern.terms().size() != 3) {
      return null;
    }
    Variable end = variable(pattern.terms().get(isBackward ? 0 : 2));
    return end != null
            && isHop(pattern, isBackward ? end : start, attribute, isBackward ? start : end)
        ? end
        : null;
  }

  private static @Nullable Variable variable(Term term) {
    return term instanceof Variable variable ? variable : null;
  }

  private static boolean isHop(
      Clause.DataPattern pattern, Variable from, Keyword attribute, Variable to) {
    return pattern.source().equals(SourceName.DEFAULT)
        && pattern.terms().equals(List.of(from, new Constant(attribute), to));
  }
}
