package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import java.util.Set;

/**
 * One condition on its way to be solved against the rows so far. Goals belong to one run of one
 * query, and to one thread.
 */
interface Goal {

  /** The variables it shares with other goals. */
  Set<Variable> variables();

  /** Whether it can be solved once these variables are bound. */
  boolean isReady(Set<Variable> bound);

  /** Whether it only filters or extends single rows, so that it is best done at once. */
  default boolean isImmediate(Bindings bindings) {
    return false;
  }

  /** Whether solving it can give equal rows, when only some variables are needed afterwards. */
  default boolean mayRepeat(Set<Variable> needed) {
    return !needed.containsAll(variables());
  }

  /** An upper bound of the rows after it that is known without reading; infinite if none is. */
  default double quickRows(Bindings bindings) {
    return Double.POSITIVE_INFINITY;
  }

  /** What solving it now would take. */
  Cost cost(Bindings bindings);

  /**
   * Joins its solutions to the rows so far.
   *
   * @param needed the variables of which values are needed afterwards; columns of others may be
   *     left out
   */
  void solve(Bindings bindings, Set<Variable> needed);

  /** How it was solved, for those who want to know; before it was, how it may be. */
  String operator();

  /** Where it was written, for messages. */
  String text();
}
