package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a rule in one mode, as stages: goals, a recursive call, goals, and so on, goals
 * last.
 */
final class Branch {

  private final ModeledRule owner;
  private final List<Variable> parameters;
  private final List<BodyOrder.Stage> stages;
  private final List<ModeledRule> called;
  private final List<Conjunction> segments = new ArrayList<>();
  private final List<CallJoin> joins = new ArrayList<>();
  private List<Variable> asked = List.of();
  private List<Variable> answered = List.of();
  private ModeledRule answering;
  private boolean direct;
  private int questionsDone;

  /** A branch with the rules that its recursive calls, in the order of the stages, go to. */
  Branch(
      ModeledRule owner,
      List<Variable> parameters,
      List<BodyOrder.Stage> stages,
      List<ModeledRule> called) {
    this.owner = owner;
    this.parameters = parameters;
    this.stages = stages;
    this.called = called;
    this.answering = owner;
  }

  /** Whether there is no recursive call, or one, whose answers are the branch's answers. */
  boolean isTailRecursive() {
    if (called.isEmpty()) {
      return true;
    }
    return called.size() == 1
        && stages.get(1).goals().isEmpty()
        && called.get(0).free(call(0).arguments()).equals(owner.free(parameters));
  }

  private RecursiveCall call(int stage) {
    return Objects.requireNonNull(stages.get(stage).call());
  }

  /**
   * Makes what evaluation needs.
   *
   * @param contexts variables that carry the original question; none if it isn't carried
   * @param entry the rule that answers go to if the original question is carried
   */
  void start(List<Variable> contexts, @Nullable ModeledRule entry) {
    direct = entry != null;
    answering = entry == null ? owner : entry;
    asked = new ArrayList<>(contexts);
    asked.addAll(owner.given(parameters));
    answered = entry == null ? parameters : entry.arrange(contexts, owner.free(parameters));
    Set<Variable> bound = new HashSet<>(asked);
    for (int i = 0; i < stages.size(); i++) {
      BodyOrder.Stage stage = stages.get(i);
      stage.goals().forEach(goal -> bound.addAll(goal.variables()));
      List<Variable> outputs = outputs(i, bound);
      segments.add(new Conjunction(stage.goals(), outputs, false));
      RecursiveCall call = stage.call();
      if (call != null) {
        List<Variable> given = new ArrayList<>(contexts);
        given.addAll(called.get(i).given(call.arguments()));
        joins.add(new CallJoin(outputs, call.arguments(), given, called.get(i)));
        bound.addAll(call.arguments());
      }
    }
  }

  /** The bound variables that are needed after the goals of a stage. */
  private List<Variable> outputs(int stage, Set<Variable> bound) {
    if (stage == called.size()) {
      return answered;
    }
    if (direct) {
      List<Variable> question = new ArrayList<>(asked.subList(0, asked.size() - owner.given()));
      question.addAll(called.get(stage).given(call(stage).arguments()));
      return question;
    }
    Set<Variable> later = new HashSet<>(answered);
    for (int i = stage; i < stages.size(); i++) {
      if (i > stage) {
        stages.get(i).goals().forEach(goal -> later.addAll(goal.variables()));
      }
      RecursiveCall call = stages.get(i).call();
      if (call != null) {
        later.addAll(call.arguments());
      }
    }
    return bound.stream().filter(later::contains).toList();
  }

  /** Takes in what is new; false if nothing is. */
  boolean step() {
    boolean progress = false;
    int questions = owner.questions().size();
    if (questions > questionsDone) {
      Relation fresh = owner.questions().slice(questionsDone, questions, asked);
      questionsDone = questions;
      solve(0, fresh);
      progress = true;
    }
    if (!direct) {
      for (int i = 0; i < joins.size(); i++) {
        Relation joined = joins.get(i).joinNew();
        if (joined != null) {
          solve(i + 1, joined);
          progress = true;
        }
      }
    }
    return progress;
  }

  /** About how much memory the rows take that wait for answers. */
  long bytes() {
    long bytes = 0;
    for (CallJoin join : joins) {
      bytes += join.bytes();
    }
    return bytes;
  }

  private void solve(int stage, Relation rows) {
    Relation solved = segments.get(stage).solve(List.of(rows));
    if (stage < joins.size()) {
      joins.get(stage).ask(solved, !direct);
    } else {
      Column[] columns = solved.columns(answered);
      for (int row = 0; row < solved.size(); row++) {
        answering.answers().add(columns, row);
      }
    }
  }
}
