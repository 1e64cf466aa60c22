package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.Rows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison of two terms, where both are whole numbers: done without making objects of them. */
record LongComparison(Operator operator, Term left, Term right) {

  /** What is asked of the order of two numbers. */
  enum Operator {
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST,
    EQUAL,
    DIFFERENT;

    boolean holds(long left, long right) {
      return switch (this) {
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case GREATER -> left > right;
        case AT_LEAST -> left >= right;
        case EQUAL -> left == right;
        case DIFFERENT -> left != right;
      };
    }

    /** The same with the sides exchanged. */
    Operator mirrored() {
      return switch (this) {
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case GREATER -> LESS;
        case AT_LEAST -> AT_MOST;
        case EQUAL, DIFFERENT -> this;
      };
    }
  }

  private static final Map<String, Operator> OPERATORS = Map.of(
      "<", Operator.LESS,
      "<=", Operator.AT_MOST,
      ">", Operator.GREATER,
      ">=", Operator.AT_LEAST,
      "=", Operator.EQUAL,
      "!=", Operator.DIFFERENT,
      "not=", Operator.DIFFERENT);

  /** The comparison that a function makes of its arguments; null if it makes none of two. */
  static @Nullable LongComparison of(String function, List<Term> arguments) {
    Operator operator = OPERATORS.get(function);
    return operator == null || arguments.size() != 2
        ? null
        : new LongComparison(operator, arguments.get(0), arguments.get(1));
  }

  /** The rows for which it holds; null if not all the values are whole numbers. */
  @Nullable
  Rows filter(Relation rows) {
    int size = rows.size();
    long[] lefts = side(left, rows);
    long[] rights = side(right, rows);
    if (lefts == null || rights == null) {
      return null;
    }
    int[] kept = new int[size];
    int count = 0;
    boolean isLeftFixed = left instanceof Constant;
    boolean isRightFixed = right instanceof Constant;
    for (int row = 0; row < size; row++) {
      if (operator.holds(lefts[isLeftFixed ? 0 : row], rights[isRightFixed ? 0 : row])) {
        kept[count++] = row;
      }
    }
    return Rows.of(kept, count);
  }

  private static long @Nullable [] side(Term term, Relation rows) {
    if (term instanceof Constant constant && constant.value() instanceof Long number) {
      return new long[] {number};
    }
    if (term instanceof Variable variable) {
      Column column = rows.column(variable);
      return column.isLongs() ? column.longs() : null;
    }
    return null;
  }

  /** What it says of a variable beside a number, with the variable on the left; null if nothing. */
  @Nullable
  LongComparison about(Variable variable, Map<Variable, Object> known) {
    if (left.equals(variable)) {
      Constant number = number(right, known);
      return number == null ? null : new LongComparison(operator, variable, number);
    }
    if (right.equals(variable)) {
      Constant number = number(left, known);
      return number == null ? null : new LongComparison(operator.mirrored(), variable, number);
    }
    return null;
  }

  private static @Nullable Constant number(Term term, Map<Variable, Object> known) {
    Object value = term instanceof Constant constant
        ? constant.value()
        : term instanceof Variable variable ? known.get(variable) : null;
    return value instanceof Long ? new Constant(value) : null;
  }
}
