package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a pattern against one database: constants as entity ids and stored values.
 *
 * @param source the database
 * @param attribute what is known of the attribute, if it is a constant
 * @param terms entity, attribute, value, transaction and whether asserted
 */
record DatomPattern(DatomSource source, @Nullable Attribute attribute, List<Term> terms) {

  static final int E = 0;
  static final int A = 1;
  static final int V = 2;
  static final int TX = 3;
  static final int ADDED = 4;
  static final int SIZE = 5;

  boolean isConstant(int component) {
    return terms.get(component) instanceof Constant;
  }

  @Nullable
  Variable variable(int component) {
    return terms.get(component) instanceof Variable variable ? variable : null;
  }

  @Nullable
  Object constant(int component) {
    return terms.get(component) instanceof Constant constant ? constant.value() : null;
  }

  /** A constant entity, attribute or transaction; {@link DatomSource#NONE} without. */
  long id(int component) {
    return constant(component) instanceof Long id ? id : DatomSource.NONE;
  }

  /** The path by its constants alone. */
  AccessPath constantPath() {
    return AccessPath.of(isConstant(E), isConstant(A), isConstant(V));
  }

  /** Whether an entity may have several values of the attribute. */
  boolean isMany() {
    return attribute == null || attribute.many();
  }

  /** Whether a value can belong to one entity only. */
  boolean isUnique() {
    return attribute != null && attribute.unique() != null;
  }
}
