package dev.dfdb.internal.query.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that queries can call.
 *
 * @param name its name
 * @param minimum the fewest arguments it takes
 * @param maximum the most arguments it takes
 * @param body what it does; nil means no result, an IllegalArgumentException or ArithmeticException
 *     that it can't take its arguments
 */
public record Function(String name, int minimum, int maximum, Body body) {

  /** For {@link #maximum}: any number of arguments. */
  public static final int ANY = Integer.MAX_VALUE;

  /** What a function does. */
  @FunctionalInterface
  public interface Body {
    /** Computes the result from values in canonical form. */
    @Nullable
    Object apply(@Nullable Object[] arguments);
  }

  /** What it takes, in words. */
  public String arity() {
    if (minimum == maximum) {
      return minimum + " arguments";
    }
    return maximum == ANY
        ? minimum + " or more arguments"
        : minimum + " to " + maximum + " arguments";
  }
}
