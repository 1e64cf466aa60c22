package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A call of a recursive rule: what the rows so far bind is asked about, nothing else. */
final class RuleGoal implements Goal {

  private static final double WORK_PER_QUESTION = 100;
  private static final double WORK_WITHOUT_QUESTION = 1e8;

  /** An argument that recursion doesn't change multiplies the work by its different values. */
  private static final int FEW_VALUES = 16;

  private final String rule;
  private final List<Variable> arguments;
  private final Sources sources;
  private final RulePrograms programs;
  private final Origin origin;
  private final Set<Variable> variables;
  private String operator = "recursive rule";

  RuleGoal(
      String rule,
      List<Variable> arguments,
      Sources sources,
      RulePrograms programs,
      Origin origin) {
    this.rule = rule;
    this.arguments = arguments;
    this.sources = sources;
    this.programs = programs;
    this.origin = origin;
    this.variables = new LinkedHashSet<>(arguments);
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return programs.canEvaluate(rule, mode(bound));
  }

  private List<Boolean> mode(Set<Variable> bound) {
    return arguments.stream().map(bound::contains).toList();
  }

  @Override
  public Cost cost(Bindings bindings) {
    return asking(bindings.touching(variables))
        .map(Relation::size)
        .map(rows -> new Cost(rows * WORK_PER_QUESTION, rows * WORK_PER_QUESTION))
        .orElse(new Cost(WORK_WITHOUT_QUESTION, WORK_WITHOUT_QUESTION));
  }

  /** The smallest relation that binds enough arguments by itself. */
  private Optional<Relation> asking(List<Relation> touching) {
    return touching.stream()
        .filter(rows -> isReady(Set.copyOf(rows.variables())))
        .min(Comparator.comparingInt(Relation::size));
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    List<Relation> touching = bindings.take(variables);
    Relation rows = Relation.UNIT;
    Optional<Relation> asking = asking(touching);
    if (asking.isPresent()) {
      rows = asking.get();
    } else {
      for (Relation relation : touching) {
        rows = Joins.natural(rows, relation);
      }
      touching = rows.variables().isEmpty() ? List.of() : List.of(rows);
    }
    List<Boolean> mode = selective(rows);
    List<Variable> given = given(mode);
    Relation questions = rows.project(given).distinct();
    operator = given.isEmpty()
        ? "recursive rule, with nothing bound"
        : "recursive rule, asked with " + questions.size() + " values of " + given;
    Relation answer = programs.solve(rule, sources, mode, questions, arguments);
    for (Relation relation : touching) {
      answer = Joins.natural(answer, relation);
    }
    bindings.put(answer.keep(needed));
  }

  /**
   * Which arguments to ask with: all that are bound, without those of many values that recursion
   * passes on unchanged, if others remain.
   */
  private List<Boolean> selective(Relation rows) {
    List<Boolean> bound = mode(Set.copyOf(rows.variables()));
    if (rows.size() <= FEW_VALUES || bound.stream().filter(isBound -> isBound).count() < 2) {
      return bound;
    }
    List<Boolean> invariants = programs.invariants(rule);
    List<Boolean> chosen = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      chosen.add(bound.get(i)
          && !(invariants.get(i)
              && rows.project(List.of(arguments.get(i))).distinct().size() > FEW_VALUES));
    }
    return chosen.contains(true) && programs.canEvaluate(rule, chosen) ? chosen : bound;
  }

  private List<Variable> given(List<Boolean> mode) {
    List<Variable> given = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (mode.get(i)) {
        given.add(arguments.get(i));
      }
    }
    return given;
  }

  @Override
  public String operator() {
    return operator;
  }

  @Override
  public String text() {
    return origin.text();
  }
}
