package dev.dfdb.internal.query.ast;

/**
 * The name of a database or collection that a query reads.
 *
 * @param name the name with its dollar sign
 */
public record SourceName(String name) implements Term {

  /** The source of clauses that name none; within a rule, that of the clause which called it. */
  public static final SourceName DEFAULT = new SourceName("$");

  @Override
  public String toString() {
    return name;
  }
}
