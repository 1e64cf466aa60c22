package dev.dfdb.internal.query.ast;

/**
 * A variable of a query.
 *
 * @param name its name; written ones begin with a question mark, those made by the engine contain a
 *     number sign after it
 */
public record Variable(String name) implements Term {
  @Override
  public String toString() {
    return name;
  }
}
