package dev.dfdb.internal.query.ast;

/**
 * A variable of a query.
 *
 * @param name its name; written ones begin with a question mark, those made by the engine contain a
 *     number sign after it
 */
public record Variable(String name) implements Term {

  /** The name as it was written, for errors: without what the engine has put after it. */
  @Override
  public String toString() {
    int number = name.indexOf('#');
    return number < 0 ? name : name.substring(0, number);
  }
}
