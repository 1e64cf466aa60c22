package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Constant;
import java.util.Objects;

/** Whole numbers from one to another, both included. */
record LongRange(long from, long to) {

  /** All of them. */
  static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final LongRange NONE = new LongRange(Long.MAX_VALUE, Long.MIN_VALUE);

  boolean isAll() {
    return equals(ALL);
  }

  /** Whether no number is in it. */
  boolean isNone() {
    return from > to;
  }

  /** Those of which a comparison with a number holds, too; the number is on the right. */
  LongRange narrowed(LongComparison comparison) {
    long number = (Long) Objects.requireNonNull(((Constant) comparison.right()).value());
    return switch (comparison.operator()) {
      case LESS -> number == Long.MIN_VALUE ? NONE : within(Long.MIN_VALUE, number - 1);
      case AT_MOST -> within(Long.MIN_VALUE, number);
      case GREATER -> number == Long.MAX_VALUE ? NONE : within(number + 1, Long.MAX_VALUE);
      case AT_LEAST -> within(number, Long.MAX_VALUE);
      case EQUAL -> within(number, number);
      case DIFFERENT -> this;
    };
  }

  private LongRange within(long least, long most) {
    return new LongRange(Math.max(from, least), Math.min(to, most));
  }
}
