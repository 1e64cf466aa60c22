package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.RowIndex;
import dev.dfdb.internal.query.relation.Rows;
import dev.dfdb.internal.query.relation.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules that are recursive together, evaluated bottom-up for the questions that reach them.
 *
 * <p>Semi-naive evaluation of the rules after the supplementary magic-set transformation (Beeri and
 * Ramakrishnan, On the Power of Magic, 1987): each rule, for each set of bound parameters it is
 * called with, has a table of questions and one of answers; a branch turns new questions into rows,
 * rows into questions of the next call, and rows together with answers into rows of the next stage.
 * Every pair of a row and an answer meets once.
 *
 * <p>Where all recursive calls come last in their branch and give what the branch gives, the
 * answers of the call are the answers of the branch. Then, for few questions, what is asked on the
 * way is kept together with the original question, and no answer is passed back from call to call
 * (Naughton, Ramakrishnan, Sagiv and Ullman, Efficient Evaluation of Right-, Left-, and
 * Multi-Linear Rules, 1989): one end of a chain costs the length of the chain and not its square.
 */
final class RuleProgram {

  private record Key(String rule, Sources sources, List<Boolean> mode) {}

  private final CompiledRules rules;
  private final RulePrograms programs;
  private final Map<Key, ModeledRule> byKey = new LinkedHashMap<>();
  private final List<Branch> branches = new ArrayList<>();
  private final ModeledRule entry;
  private final List<Variable> contexts;
  private long counted;

  /**
   * Prepares a rule for one mode.
   *
   * @param few whether there will be few questions
   */
  RuleProgram(
      CompiledRules rules,
      RulePrograms programs,
      String rule,
      Sources sources,
      List<Boolean> mode,
      boolean few) {
    this.rules = rules;
    this.programs = programs;
    this.entry = model(rule, sources, mode);
    boolean direct = few && branches.stream().allMatch(Branch::isTailRecursive);
    this.contexts = direct ? contexts(entry.given()) : List.of();
    byKey.values().forEach(modeled -> modeled.start(contexts.size()));
    branches.forEach(branch -> branch.start(contexts, direct ? entry : null));
  }

  private static List<Variable> contexts(int count) {
    List<Variable> contexts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contexts.add(new Variable("?question#" + i));
    }
    return contexts;
  }

  private ModeledRule model(String rule, Sources sources, List<Boolean> mode) {
    Key key = new Key(rule, sources, mode);
    ModeledRule known = byKey.get(key);
    if (known != null) {
      return known;
    }
    ModeledRule modeled = new ModeledRule(mode);
    byKey.put(key, modeled);
    GoalBuilder builder = new GoalBuilder(sources, rules, programs, programs.functions(), false);
    for (Rule branch : rules.branches(rule)) {
      List<BodyOrder.Stage> stages = BodyOrder.of(
          rules, builder.build(branch.body(), Set.of(), rule), modeled.given(branch.parameters()));
      List<ModeledRule> called = new ArrayList<>();
      for (BodyOrder.Stage stage : stages) {
        RecursiveCall call = stage.call();
        if (call != null) {
          called.add(model(call.rule(), sources.withDefault(call.source()), stage.mode()));
        }
      }
      branches.add(new Branch(modeled, branch.parameters(), stages, called));
    }
    return modeled;
  }

  /** The rows of the rule that have what the questions give, over the arguments. */
  Relation solve(Relation questions, List<Variable> arguments) {
    Column[] given = questions.columns(questions.variables());
    Column[] asked = concat(contexts.isEmpty() ? new Column[0] : given, given);
    for (int row = 0; row < questions.size(); row++) {
      entry.questions().add(asked, row);
    }
    Budget budget = Budget.current();
    long before = budget.used();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Branch branch : branches) {
        progress |= branch.step();
        // All that a step leaves behind is in the tables.
        long tables = bytes();
        budget.settle(before);
        budget.keep(tables - counted);
        counted = tables;
      }
    }
    return answers(given, questions.size(), arguments);
  }

  private long bytes() {
    long bytes = 0;
    for (ModeledRule rule : byKey.values()) {
      bytes += rule.questions().bytes() + rule.answers().bytes();
    }
    for (Branch branch : branches) {
      bytes += branch.bytes();
    }
    return bytes;
  }

  static Column[] concat(Column[] first, Column[] second) {
    Column[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private Relation answers(Column[] given, int questions, List<Variable> arguments) {
    Table answers = entry.answers();
    if (given.length == 0) {
      return answers.slice(0, answers.size(), arguments);
    }
    RowIndex index = answers.index(entry.givenPositions());
    Rows found = new Rows(questions);
    for (int row = 0; row < questions; row++) {
      for (int i = index.first(given, row); i != RowIndex.NONE; i = index.next(i)) {
        found.add(i);
      }
    }
    return answers.select(found, arguments);
  }
}
