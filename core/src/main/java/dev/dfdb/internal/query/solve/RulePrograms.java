package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recursive rules that one run of a query evaluates. What was derived for one call is kept for
 * the next. Belongs to one thread.
 */
final class RulePrograms {

  /** For more questions than this, answers are derived for all at once and not for each apart. */
  private static final int FEW_QUESTIONS = 1_024;

  private record Key(String rule, Sources sources, List<Boolean> mode, boolean few) {}

  private final CompiledRules rules;
  private final Map<Key, RuleProgram> programs = new HashMap<>();
  private final Map<String, Optional<TransitiveRule>> closures = new HashMap<>();

  private final FunctionTable functions;

  RulePrograms(CompiledRules rules, FunctionTable functions) {
    this.rules = rules;
    this.functions = functions;
  }

  /** What clauses can call. */
  FunctionTable functions() {
    return functions;
  }

  /** The closure that a rule is; null if it is none. */
  @Nullable
  TransitiveRule closure(String rule) {
    return closures
        .computeIfAbsent(rule, name -> Optional.ofNullable(TransitiveRule.of(rules.branches(name))))
        .orElse(null);
  }

  boolean canEvaluate(String rule, List<Boolean> mode) {
    return rules.canEvaluate(rule, mode);
  }

  /**
   * The rows of a rule that have what the questions give.
   *
   * @param mode which arguments the questions give
   * @param questions values for those arguments, in order
   * @param arguments the variables that the answer is over
   */
  Relation solve(
      String rule,
      Sources sources,
      List<Boolean> mode,
      Relation questions,
      List<Variable> arguments) {
    boolean few = questions.size() <= FEW_QUESTIONS;
    return programs
        .computeIfAbsent(
            new Key(rule, sources, mode, few),
            key -> new RuleProgram(rules, this, rule, sources, mode, few))
        .solve(questions, arguments);
  }

  /** The positions of parameters which every recursive call of a rule passes on as they are. */
  List<Boolean> invariants(String name) {
    List<Rule> branches = rules.branches(name);
    List<Boolean> invariants = new ArrayList<>();
    for (int i = 0; i < branches.get(0).parameters().size(); i++) {
      invariants.add(isInvariant(name, branches, i));
    }
    return invariants;
  }

  private boolean isInvariant(String name, List<Rule> branches, int position) {
    return branches.stream()
        .allMatch(rule -> rule.body().stream()
            .filter(clause -> rules.isRecursiveCall(name, clause))
            .allMatch(clause -> clause instanceof Clause.RuleCall call
                && call.rule().equals(name)
                && call.arguments().get(position).equals(rule.parameters().get(position))));
  }
}
