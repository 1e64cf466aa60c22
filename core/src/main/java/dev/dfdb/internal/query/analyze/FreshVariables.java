package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Variable;

/** Variables that nobody wrote. Not safe for several threads. */
final class FreshVariables {

  private int count;

  /** A new variable, named after the one it stands for. */
  Variable like(Variable variable) {
    int number = variable.name().indexOf('#');
    String base = number < 0 ? variable.name() : variable.name().substring(0, number);
    return new Variable(base + "#" + ++count);
  }

  /** A new variable, named after what it is for. */
  Variable named(String purpose) {
    return new Variable("?" + purpose + "#" + ++count);
  }
}
