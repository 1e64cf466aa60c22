package dev.dfdb.internal.query.function;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that read a database, which is their first argument. */
final class EntityFunctions {

  private EntityFunctions() {}

  /** {@code (missing? $ ?e :attribute)}: whether the entity has no value for it. */
  static boolean isMissing(@Nullable Object[] arguments) {
    return value(source(arguments[0]), arguments[1], arguments[2]) == null;
  }

  /** {@code (get-else $ ?e :attribute default)}: the value, or the default without one. */
  static Object getElse(@Nullable Object[] arguments) {
    Object otherwise = arguments[3];
    if (otherwise == null) {
      throw new IllegalArgumentException("the default can't be nil");
    }
    DatomSource source = source(arguments[0]);
    Attribute attribute = attribute(source, arguments[2]);
    if (attribute != null && attribute.many()) {
      throw new IllegalArgumentException(
          attribute.ident() + " has many values; get-else gives one");
    }
    Object value = value(source, arguments[1], arguments[2]);
    return value == null ? otherwise : value;
  }

  /** {@code (get-some $ ?e :a :b)}: attribute id and value of the first one that has a value. */
  static @Nullable Object getSome(@Nullable Object[] arguments) {
    DatomSource source = source(arguments[0]);
    for (int i = 2; i < arguments.length; i++) {
      Object value = value(source, arguments[1], arguments[i]);
      Attribute attribute = attribute(source, arguments[i]);
      if (value != null && attribute != null) {
        return List.of(attribute.id(), value);
      }
    }
    return null;
  }

  private static @Nullable Object value(
      DatomSource source, @Nullable Object reference, @Nullable Object attributeName) {
    Attribute attribute = attribute(source, attributeName);
    long entity = reference == null ? DatomSource.NONE : source.entityId(reference);
    if (attribute == null || entity == DatomSource.NONE) {
      return null;
    }
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, attribute.id(), null)) {
      return datoms.next() ? datoms.v() : null;
    }
  }

  private static @Nullable Attribute attribute(DatomSource source, @Nullable Object name) {
    if (name instanceof Keyword ident) {
      Attribute attribute = source.attribute(ident);
      if (attribute == null) {
        UnknownAttributes.check(source, ident);
      }
      return attribute;
    }
    if (name instanceof Long id) {
      return source.attribute(id);
    }
    throw new IllegalArgumentException("an attribute belongs where " + Texts.print(name) + " is");
  }

  private static DatomSource source(@Nullable Object argument) {
    if (argument instanceof DatomSource source) {
      return source;
    }
    throw new IllegalArgumentException("the first argument is a database, such as $");
  }
}
