package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what order bindings pass sideways through the body of a recursive rule: which goals are solved
 * before each recursive call, so that the call is asked only about what matters, and which after.
 *
 * <p>Before a call go the goals that are connected, directly or through others, to what is bound.
 * Of several groups that each bind other arguments of the call, only the first goes before it,
 * because all combinations of what they bind would be asked about.
 */
final class BodyOrder {

  /**
   * Goals, and the recursive call that follows them.
   *
   * @param call the call; null after the last goals
   * @param mode which of its arguments are bound
   */
  record Stage(List<Goal> goals, @Nullable RecursiveCall call, List<Boolean> mode) {}

  private final CompiledRules rules;
  private final List<Goal> goals;
  private final List<RecursiveCall> calls;
  private final Set<Variable> bound;
  private final List<Stage> stages = new ArrayList<>();

  private BodyOrder(CompiledRules rules, GoalBuilder.Body body, Collection<Variable> bound) {
    this.rules = rules;
    this.goals = new ArrayList<>(body.goals());
    this.calls = new ArrayList<>(body.calls());
    this.bound = new HashSet<>(bound);
  }

  /** The stages of a body in which some variables are bound at first. */
  static List<Stage> of(CompiledRules rules, GoalBuilder.Body body, Collection<Variable> bound) {
    BodyOrder order = new BodyOrder(rules, body, bound);
    while (!order.calls.isEmpty()) {
      order.addStage();
    }
    order.stages.add(new Stage(List.copyOf(order.goals), null, List.of()));
    return List.copyOf(order.stages);
  }

  private void addStage() {
    List<Goal> connected = reachable(true);
    RecursiveCall call = mostBound(connected);
    if (call == null) {
      connected = reachable(false);
      call = mostBound(connected);
    }
    if (call == null) {
      throw calls
          .get(0)
          .origin()
          .error(
              "Insufficient bindings: the rule needs more bound variables",
              Map.of("bound", Set.copyOf(bound), "expected", "clauses that bind its arguments"));
    }
    List<Goal> before = withoutCombinations(connected, call);
    if (!rules.canEvaluate(call.rule(), call.mode(boundWith(before)))) {
      before = connected;
    }
    stages.add(new Stage(before, call, call.mode(boundWith(before))));
    bound.addAll(boundWith(before));
    bound.addAll(call.arguments());
    goals.removeAll(before);
    calls.remove(call);
  }

  /** The goals that become ready one after the other. */
  private List<Goal> reachable(boolean connectedOnly) {
    List<Goal> reached = new ArrayList<>();
    Set<Variable> now = new HashSet<>(bound);
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Goal goal : goals) {
        if (!reached.contains(goal)
            && goal.isReady(now)
            && (!connectedOnly || isConnected(goal, now))) {
          reached.add(goal);
          now.addAll(goal.variables());
          progress = true;
        }
      }
    }
    return reached;
  }

  private static boolean isConnected(Goal goal, Set<Variable> now) {
    return goal instanceof ValuesGoal
        || goal.variables().isEmpty()
        || goal.variables().stream().anyMatch(now::contains);
  }

  private @Nullable RecursiveCall mostBound(List<Goal> before) {
    Set<Variable> now = boundWith(before);
    RecursiveCall best = null;
    long most = -1;
    for (RecursiveCall call : calls) {
      List<Boolean> mode = call.mode(now);
      long count = mode.stream().filter(isBound -> isBound).count();
      if (count > most && rules.canEvaluate(call.rule(), mode)) {
        best = call;
        most = count;
      }
    }
    return best;
  }

  private Set<Variable> boundWith(List<Goal> before) {
    Set<Variable> now = new HashSet<>(bound);
    before.forEach(goal -> now.addAll(goal.variables()));
    return now;
  }

  private List<Goal> withoutCombinations(List<Goal> connected, RecursiveCall call) {
    List<Goal> kept = new ArrayList<>(connected);
    List<Set<Variable>> binding = new ArrayList<>();
    for (Set<Variable> group : groups(connected)) {
      if (call.arguments().stream().anyMatch(group::contains)) {
        binding.add(group);
      }
    }
    for (Set<Variable> group : binding) {
      if (group != first(binding, call)) {
        kept.removeIf(goal -> goal.variables().stream().anyMatch(group::contains));
      }
    }
    return List.copyOf(kept);
  }

  private static Set<Variable> first(List<Set<Variable>> groups, RecursiveCall call) {
    for (Variable argument : call.arguments()) {
      for (Set<Variable> group : groups) {
        if (group.contains(argument)) {
          return group;
        }
      }
    }
    return groups.get(0);
  }

  /** The new variables of goals, grouped so that no goal has variables of two groups. */
  private List<Set<Variable>> groups(List<Goal> connected) {
    List<Set<Variable>> groups = new ArrayList<>();
    for (Goal goal : connected) {
      Set<Variable> group = new LinkedHashSet<>(goal.variables());
      group.removeAll(bound);
      if (group.isEmpty()) {
        continue;
      }
      List<Set<Variable>> others = new ArrayList<>();
      for (Set<Variable> other : groups) {
        if (other.stream().anyMatch(group::contains)) {
          group.addAll(other);
        } else {
          others.add(other);
        }
      }
      others.add(group);
      groups = others;
    }
    return groups;
  }
}
