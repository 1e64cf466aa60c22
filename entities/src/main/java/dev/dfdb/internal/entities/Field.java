package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.JavaType;
import dev.dfdb.edn.Keyword;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of a type.
 *
 * @param name its name, as Jackson has it
 * @param attribute the attribute that it is in the database
 * @param formerAttributes what the attribute may have been called
 * @param type its Java type
 * @param holding whether it holds one or many
 * @param shape what that is
 * @param getter gives it of an object, as {@code (Object)Object}
 * @param whenAbsent what takes the place of what is absent; null for nothing
 * @param retention the {@code :db/historyRetention} of the attribute, or null
 */
record Field(
    String name,
    Keyword attribute,
    List<Keyword> formerAttributes,
    JavaType type,
    Holding holding,
    Shape shape,
    MethodHandle getter,
    @Nullable Object whenAbsent,
    @Nullable Object retention) {

  private static final String ITEM = "item";

  /** Whether the elements are entities of their own that hold a position and what is meant. */
  boolean hasItems() {
    return holding == Holding.LIST
        && (shape instanceof Shape.Enumerated || shape instanceof Shape.Reference);
  }

  /** The attribute of such elements. */
  Keyword item() {
    return Keyword.of(attribute.namespace() + "." + attribute.name(), ITEM);
  }

  /** Whether its values are tuples of a position and a value. */
  boolean hasPositionedValues() {
    return holding == Holding.LIST && shape instanceof Shape.Plain;
  }

  /** Whether its values are entities that belong to the one that has them. */
  boolean isComponent() {
    return shape instanceof Shape.Nested || hasItems();
  }

  /** What it holds in an object. */
  @Nullable
  Object get(Object owner) throws Throwable {
    return (Object) getter.invokeExact(owner);
  }
}
