package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * With which of their parameters bound rules can be evaluated. A recursive call is taken to work
 * until the branch it stands in turns out not to: the greatest fixpoint. Safe from any thread.
 */
final class RuleModeTable implements Readiness.RuleModes {

  private record Mode(String rule, List<Boolean> bound) {}

  private final Function<String, List<Rule>> branches;
  private final Map<Mode, Boolean> known = new ConcurrentHashMap<>();

  /** Modes of rules whose branches, with other rules inlined, the function gives. */
  RuleModeTable(Function<String, List<Rule>> branches) {
    this.branches = branches;
  }

  @Override
  public boolean canEvaluate(String rule, List<Boolean> bound) {
    Mode mode = new Mode(rule, bound);
    Boolean answer = known.get(mode);
    return answer != null ? answer : settle(mode);
  }

  private boolean settle(Mode mode) {
    Set<Mode> failed = new HashSet<>();
    while (true) {
      int before = failed.size();
      boolean answer = new Attempt(failed).canEvaluate(mode.rule, mode.bound);
      if (!answer || failed.size() == before) {
        known.put(mode, answer);
        return answer;
      }
    }
  }

  /** One pass over what a mode reaches, believing all modes that haven't failed yet. */
  private final class Attempt implements Readiness.RuleModes {
    private final Set<Mode> failed;
    private final Set<Mode> believed = new HashSet<>();

    Attempt(Set<Mode> failed) {
      this.failed = failed;
    }

    @Override
    public boolean canEvaluate(String rule, List<Boolean> bound) {
      Mode mode = new Mode(rule, bound);
      if (failed.contains(mode)) {
        return false;
      }
      Boolean answer = known.get(mode);
      if (answer != null) {
        return answer;
      }
      if (believed.add(mode) && !branches.apply(rule).stream().allMatch(r -> works(r, bound))) {
        failed.add(mode);
        return false;
      }
      return true;
    }

    private boolean works(Rule rule, List<Boolean> bound) {
      Set<Variable> before = new HashSet<>();
      for (int i = 0; i < bound.size(); i++) {
        if (bound.get(i)) {
          before.add(rule.parameters().get(i));
        } else if (i < rule.required()) {
          return false;
        }
      }
      return new Readiness(this).binds(rule.body(), rule.parameters(), before);
    }
  }
}
