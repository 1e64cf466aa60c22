package dev.dfdb.internal.query.ast;

import java.util.ArrayList;
import java.util.List;

/** How a value, given as input or by a function, is taken apart into variables. */
public sealed interface Binding {

  /** {@code ?x}: the value itself. */
  record Scalar(Variable variable) implements Binding {}

  /** {@code _}: nothing of the value. */
  record Ignore() implements Binding {}

  /** {@code [?x ...]}: each element of a collection in turn. */
  record Each(Binding element) implements Binding {}

  /** {@code [?x _ ?y]}: the first elements of a list. */
  record Tuple(List<Binding> elements) implements Binding {}

  /** {@code [[?x ?y]]}: each row of a collection of lists. */
  static Binding relation(Tuple row) {
    return new Each(row);
  }

  /** The variables in the order written, each as often as it is written. */
  default List<Variable> variables() {
    List<Variable> found = new ArrayList<>();
    collect(this, found);
    return found;
  }

  private static void collect(Binding binding, List<Variable> found) {
    if (binding instanceof Scalar scalar) {
      found.add(scalar.variable());
    } else if (binding instanceof Each each) {
      collect(each.element(), found);
    } else if (binding instanceof Tuple tuple) {
      tuple.elements().forEach(element -> collect(element, found));
    }
  }
}
