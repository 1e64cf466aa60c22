package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says of an attribute.
 *
 * <p>{@code :db/index} is not among it: every attribute is indexed by value here. It can be said,
 * and is kept as a fact about the attribute.
 *
 * @param id its entity id
 * @param ident its name
 * @param type the type of its values, or null where it was never declared and takes any
 * @param many whether an entity may have several values
 * @param unique whether and how values are unique, or null
 * @param component whether the entities it refers to are parts of the one that refers
 * @param noHistory whether values that were replaced or retracted need not be kept
 * @param tuple what its tuples consist of; null where its values are no tuples
 * @param predicates the names of the predicates that each new value must meet
 * @param dimension what it is as a dimension of time; null if it is none
 */
public record Attribute(
    long id,
    Keyword ident,
    @Nullable ValueType type,
    boolean many,
    @Nullable Unique unique,
    boolean component,
    boolean noHistory,
    @Nullable TupleShape tuple,
    List<Symbol> predicates,
    @Nullable Dimension dimension) {

  /** An attribute of which nothing but the name is known: any value, cardinality one. */
  public static Attribute undeclared(long id, Keyword ident) {
    return new Attribute(id, ident, null, false, null, false, false, null, List.of(), null);
  }

  /** Whether its values are entities. */
  public boolean isRef() {
    return type == ValueType.REF;
  }

  /** Whether a new entity with a known value is the entity that has it. */
  public boolean isIdentity() {
    return unique == Unique.IDENTITY;
  }

  /** Whether its values are made of those of other attributes. */
  public boolean isComposite() {
    return tuple instanceof TupleShape.Composite;
  }

  /** The same with another name. */
  public Attribute withIdent(Keyword name) {
    return new Attribute(
        id, name, type, many, unique, component, noHistory, tuple, predicates, dimension);
  }

  /** The same with another type of values; with null, it takes any. */
  public Attribute withType(@Nullable ValueType valueType) {
    return new Attribute(
        id, ident, valueType, many, unique, component, noHistory, tuple, predicates, dimension);
  }

  /** The same with one value for an entity, or several. */
  public Attribute withMany(boolean several) {
    return new Attribute(
        id, ident, type, several, unique, component, noHistory, tuple, predicates, dimension);
  }

  /** The same with values that are unique, or with null are not. */
  public Attribute withUnique(@Nullable Unique uniqueness) {
    return new Attribute(
        id, ident, type, many, uniqueness, component, noHistory, tuple, predicates, dimension);
  }

  /** The same with references to parts, or to entities of their own. */
  public Attribute withComponent(boolean parts) {
    return new Attribute(
        id, ident, type, many, unique, parts, noHistory, tuple, predicates, dimension);
  }

  /** The same with or without a past. */
  public Attribute withNoHistory(boolean forgotten) {
    return new Attribute(
        id, ident, type, many, unique, component, forgotten, tuple, predicates, dimension);
  }

  /** The same with tuples of another shape; with null, its values are no tuples. */
  public Attribute withTuple(@Nullable TupleShape shape) {
    return new Attribute(
        id, ident, type, many, unique, component, noHistory, shape, predicates, dimension);
  }

  /** The same with other predicates. */
  public Attribute withPredicates(List<Symbol> names) {
    return new Attribute(
        id, ident, type, many, unique, component, noHistory, tuple, List.copyOf(names), dimension);
  }

  /** The same as a dimension of time; with null, it is none. */
  public Attribute withDimension(@Nullable Dimension time) {
    return new Attribute(
        id, ident, type, many, unique, component, noHistory, tuple, predicates, time);
  }
}
