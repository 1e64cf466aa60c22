package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import java.util.Collection;
import java.util.function.Consumer;

/** The rule calls in clauses, however deep. */
final class RuleCalls {

  private RuleCalls() {}

  /** Visits every call, those within {@code not} included. */
  static void forEach(Collection<Clause> clauses, Consumer<Clause.RuleCall> visitor) {
    for (Clause clause : clauses) {
      if (clause instanceof Clause.RuleCall call) {
        visitor.accept(call);
      } else if (clause instanceof Clause.NotJoin not) {
        forEach(not.body(), visitor);
      } else if (clause instanceof Clause.OrJoin or) {
        or.branches().forEach(branch -> forEach(branch, visitor));
      }
    }
  }

  /** Visits every call that stands within a {@code not}. */
  static void forEachNegated(Collection<Clause> clauses, Consumer<Clause.RuleCall> visitor) {
    for (Clause clause : clauses) {
      if (clause instanceof Clause.NotJoin not) {
        forEach(not.body(), visitor);
      } else if (clause instanceof Clause.OrJoin or) {
        or.branches().forEach(branch -> forEachNegated(branch, visitor));
      }
    }
  }
}
