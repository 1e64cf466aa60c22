package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether clauses can be evaluated, in any order, given which variables are bound already. More
 * bound variables never make fewer clauses ready, so whatever order is tried comes to the same end.
 *
 * <p>Scopes must have been resolved.
 */
public final class Readiness {

  /** Whether a recursive rule can be evaluated with some of its parameters bound. */
  public interface RuleModes {
    /** Answers for parameters by position. */
    boolean canEvaluate(String rule, List<Boolean> bound);
  }

  private final RuleModes rules;

  /** Readiness given what is known of rules. */
  public Readiness(RuleModes rules) {
    this.rules = rules;
  }

  /** Whether a clause can be evaluated once these variables are bound. */
  public boolean isReady(Clause clause, Set<Variable> bound) {
    if (clause instanceof Clause.OrJoin or) {
      return bound.containsAll(or.required())
          && or.branches().stream().allMatch(branch -> binds(branch, or.shared(), bound));
    }
    if (clause instanceof Clause.RuleCall call) {
      return rules.canEvaluate(
          call.rule(),
          call.arguments().stream()
              .map(argument -> !(argument instanceof Variable v) || bound.contains(v))
              .toList());
    }
    return bound.containsAll(required(clause));
  }

  private static Collection<Variable> required(Clause clause) {
    if (clause instanceof Clause.Predicate predicate) {
      return Variables.of(predicate.call());
    }
    if (clause instanceof Clause.Application application) {
      return Variables.of(application.call());
    }
    return clause instanceof Clause.NotJoin not ? not.shared() : Set.of();
  }

  /** Whether clauses bind variables, seeing only those of them that are bound before. */
  public boolean binds(List<Clause> clauses, Collection<Variable> shared, Set<Variable> before) {
    Set<Variable> bound = new HashSet<>(shared);
    bound.retainAll(before);
    return evaluate(clauses, bound).isEmpty() && bound.containsAll(shared);
  }

  /**
   * Adds to the bound variables all that clauses bind. Clauses with branches are asked only when
   * nothing else is left: asked too early, and again for each level they are nested in, they would
   * take exponential time.
   *
   * @return the clauses that never become ready
   */
  private List<Clause> evaluate(List<Clause> clauses, Set<Variable> bound) {
    List<Clause> simple = new ArrayList<>(clauses);
    List<Clause> branching = new ArrayList<>();
    simple.removeIf(clause -> clause instanceof Clause.OrJoin && branching.add(clause));
    do {
      takeReady(simple, bound, false);
    } while (takeReady(branching, bound, true));
    simple.addAll(branching);
    return simple;
  }

  /** Takes out what is ready; whether anything was. */
  private boolean takeReady(List<Clause> waiting, Set<Variable> bound, boolean onlyOne) {
    boolean any = false;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Iterator<Clause> left = waiting.iterator(); left.hasNext(); ) {
        Clause clause = left.next();
        if (isReady(clause, bound)) {
          bound.addAll(Variables.bindable(clause));
          left.remove();
          if (onlyOne) {
            return true;
          }
          any = true;
          progress = true;
        }
      }
    }
    return any;
  }

  /**
   * Checks that all clauses can be evaluated, those within others included.
   *
   * @throws dev.dfdb.error.QueryException naming a clause that can't, and why
   */
  public void check(List<Clause> clauses, Collection<Variable> before) {
    Set<Variable> bound = new HashSet<>(before);
    List<Clause> stuck = evaluate(clauses, bound);
    for (Clause clause : stuck) {
      reason(clause, bound).ifPresent(variables -> {
        throw clause
            .origin()
            .error(
                "Insufficient bindings: nothing binds a variable that this clause needs",
                Map.of(
                    "variables",
                    variables,
                    "expected",
                    "a pattern, function or input that binds it"));
      });
    }
    if (!stuck.isEmpty()) {
      throw stuck
          .get(0)
          .origin()
          .error(
              "Insufficient bindings: the rule or branches need more bound variables",
              Map.of(
                  "bound",
                  Set.copyOf(bound),
                  "expected",
                  "clauses that bind more of its arguments first"));
    }
    checkNested(clauses);
  }

  /** Checks what stands within each {@code not}, where only the shared variables are bound. */
  void checkNested(List<Clause> clauses) {
    for (Clause clause : clauses) {
      if (clause instanceof Clause.NotJoin not) {
        check(not.body(), not.shared());
      } else if (clause instanceof Clause.OrJoin or) {
        or.branches().forEach(this::checkNested);
      }
    }
  }

  private static Optional<Set<Variable>> reason(Clause clause, Set<Variable> bound) {
    Set<Variable> missing =
        new LinkedHashSet<>(clause instanceof Clause.OrJoin or ? or.required() : required(clause));
    missing.removeAll(bound);
    return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
  }
}
