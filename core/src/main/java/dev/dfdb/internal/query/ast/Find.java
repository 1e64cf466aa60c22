package dev.dfdb.internal.query.ast;

import dev.dfdb.internal.pull.PullPattern;
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

    /** Where it was written. */
    Origin origin();
  }

  /** {@code ?x}. */
  public record Plain(Variable variable, Origin origin) implements Element {
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

  /**
   * {@code (pull $source ?e [...])}.
   *
   * @param source the database that it reads
   * @param pattern what to give of the entity
   */
  public record Pull(SourceName source, Variable variable, Pattern pattern, Origin origin)
      implements Element {
    @Override
    public String text() {
      return origin.text();
    }
  }

  /** What a pull gives. */
  public sealed interface Pattern {

    /** Written in the query. */
    record Written(PullPattern pattern) implements Pattern {}

    /**
     * Given as an input.
     *
     * @param name a variable or a plain name that stands in {@code :in} by itself
     */
    record Given(String name) implements Pattern {}
  }
}
