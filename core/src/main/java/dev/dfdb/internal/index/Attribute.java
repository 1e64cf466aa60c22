package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says of an attribute.
 *
 * @param id its entity id
 * @param ident its name
 * @param type the type of its values, or null where it was never declared and takes any
 * @param many whether an entity may have several values
 * @param unique whether and how values are unique, or null
 * @param component whether the entities it refers to are parts of the one that refers
 */
public record Attribute(
    long id,
    Keyword ident,
    @Nullable ValueType type,
    boolean many,
    @Nullable Unique unique,
    boolean component) {

  /** An attribute of which nothing but the name is known: any value, cardinality one. */
  public static Attribute undeclared(long id, Keyword ident) {
    return new Attribute(id, ident, null, false, null, false);
  }

  /** Whether what is superseded of it is forgotten. */
  public boolean noHistory() {
    return false;
  }

  /** Whether its values are entities. */
  public boolean isRef() {
    return type == ValueType.REF;
  }

  /** Whether a new entity with a known value is the entity that has it. */
  public boolean isIdentity() {
    return unique == Unique.IDENTITY;
  }
}
