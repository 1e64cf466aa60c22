package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The variables of clauses, in the order of their first mention. */
public final class Variables {

  private Variables() {}

  /** Those that a clause shares, or may share, with the clauses beside it. */
  public static Set<Variable> mentioned(Clause clause) {
    Set<Variable> found = new LinkedHashSet<>(unnegated(clause));
    found.addAll(negated(clause));
    return found;
  }

  /** Those of several clauses. */
  public static Set<Variable> mentioned(Collection<Clause> clauses) {
    Set<Variable> found = new LinkedHashSet<>();
    clauses.forEach(clause -> found.addAll(mentioned(clause)));
    return found;
  }

  /** Those mentioned outside of {@code not}. */
  static Set<Variable> unnegated(Clause clause) {
    Set<Variable> found = new LinkedHashSet<>();
    if (clause instanceof Clause.Predicate predicate) {
      add(found, predicate.call());
    } else if (clause instanceof Clause.Application application) {
      add(found, application.call());
      found.addAll(application.binding().variables());
    } else if (clause instanceof Clause.Or or) {
      or.branches().forEach(branch -> branch.forEach(inner -> found.addAll(unnegated(inner))));
    } else {
      found.addAll(bindable(clause));
    }
    return found;
  }

  /** Those mentioned within {@code not}, however deep. */
  static Set<Variable> negated(Clause clause) {
    Set<Variable> found = new LinkedHashSet<>();
    if (clause instanceof Clause.Not not) {
      found.addAll(mentioned(not.body()));
    } else if (clause instanceof Clause.NotJoin not) {
      found.addAll(not.shared());
    } else if (clause instanceof Clause.Or or) {
      or.branches().forEach(branch -> branch.forEach(inner -> found.addAll(negated(inner))));
    }
    return found;
  }

  /** Those that a clause can bind. */
  public static Set<Variable> bindable(Clause clause) {
    Set<Variable> found = new LinkedHashSet<>();
    if (clause instanceof Clause.DataPattern pattern) {
      add(found, pattern.terms());
    } else if (clause instanceof Clause.TimedPattern pattern) {
      add(found, pattern.terms());
      add(found, pattern.times().stream().map(Clause.Time::term).toList());
    } else if (clause instanceof Clause.RuleCall call) {
      add(found, call.arguments());
    } else if (clause instanceof Clause.Application application) {
      found.addAll(application.binding().variables());
    } else if (clause instanceof Clause.OrJoin or) {
      found.addAll(or.shared());
    } else if (clause instanceof Clause.Or or) {
      or.branches().forEach(branch -> branch.forEach(inner -> found.addAll(bindable(inner))));
    }
    return found;
  }

  /** Those among the arguments of a call. */
  public static Set<Variable> of(Call call) {
    Set<Variable> found = new LinkedHashSet<>();
    add(found, call);
    return found;
  }

  private static void add(Set<Variable> found, Call call) {
    add(found, call.arguments());
  }

  private static void add(Set<Variable> found, Collection<Term> terms) {
    for (Term term : terms) {
      if (term instanceof Variable variable) {
        found.add(variable);
      }
    }
  }
}
