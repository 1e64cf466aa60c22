package dev.dfdb.internal.query.ast;

import java.util.List;

/**
 * What a query gives.
 *
 * @param shape how the answers are put together
 * @param elements the columns; exactly one for {@link Shape#COLLECTION} and {@link Shape#SCALAR}
 * @param names the column names of {@code :keys}, {@code :strs} or {@code :syms}; empty without
 */
public record Find(Shape shape, List<Element> elements, List<Object> names) {

  /** How the answers are put together. */
  public enum Shape {
    /** {@code ?a ?b}: a set of rows. */
    RELATION,
    /** {@code [?a ...]}: the values of one column. */
    COLLECTION,
    /** {@code [?a ?b]}: one row. */
    TUPLE,
    /** {@code ?a .}: one value. */
    SCALAR
  }

  /** One column. */
  public sealed interface Element {
    /** The variable it is computed from. */
    Variable variable();

    /** As written, for naming the column. */
    String text();
  }

  /** {@code ?x}. */
  public record Plain(Variable variable) implements Element {
    @Override
    public String text() {
      return variable.name();
    }
  }

  /**
   * {@code (max 3 ?x)}.
   *
   * @param function the name as written
   * @param constants what stands before the variable
   */
  public record Aggregate(
      String function, List<Constant> constants, Variable variable, Origin origin)
      implements Element {
    @Override
    public String text() {
      return origin.text();
    }
  }
}
