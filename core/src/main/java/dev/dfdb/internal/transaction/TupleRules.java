package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.TupleShape;
import dev.dfdb.internal.index.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be declared of tuples, and of the attributes they are made of. */
final class TupleRules {

  private final EntitiesAfter entities;
  private final Schema schema;

  /** The rules for a schema, with the facts it comes from. */
  TupleRules(EntitiesAfter entities, Schema schema) {
    this.entities = entities;
    this.schema = schema;
  }

  /** Whether an ident names a type that elements of tuples can have. */
  static boolean isElementType(@Nullable Object ident) {
    ValueType type = ValueType.named(ident);
    return type != null && type != ValueType.TUPLE;
  }

  /** Whether a live value is one of an attribute's new type, as it is. */
  boolean fits(Attribute attribute, ValueType type, Object v) {
    if (attribute.tuple() == null || !(v instanceof List<?> elements)) {
      return type.holds(v);
    }
    List<@Nullable ValueType> types =
        attribute.isComposite() ? null : schema.elementTypes(attribute, elements.size());
    if (types == null || types.contains(ValueType.REF)) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      Object element = elements.get(i);
      ValueType expected = types.get(i);
      if (element != null && expected != null && !expected.holds(element)) {
        return false;
      }
    }
    return true;
  }

  /** Checks an attribute that a transaction has declared. */
  void check(Attribute attribute) {
    if (attribute.type() == ValueType.TUPLE || attribute.tuple() != null) {
      checkTuple(attribute);
    }
    schema.compositesOf(attribute.id()).forEach(composite -> checkPart(composite, attribute));
  }

  /**
   * Checks that the names which composite tuples were declared with mean the same parts as ever,
   * since they are what is stored.
   */
  void checkNames() {
    if (!schema.hasComposites()) {
      return;
    }
    for (Attribute composite : schema.attributes()) {
      if (composite.tuple() instanceof TupleShape.Composite tuple) {
        for (Object names : entities.values(composite.id(), Builtin.TUPLE_ATTRS)) {
          checkNames(composite, (List<?>) names, tuple.attributes());
        }
      }
    }
  }

  private void checkNames(Attribute composite, List<?> names, List<Long> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Keyword name = (Keyword) names.get(i);
      if (schema.id(name) != parts.get(i)) {
        Attribute part = schema.attribute(parts.get(i));
        throw Refusal.of(
            "the ident still means a part of a composite tuple, which was declared with it",
            "ident",
            name,
            "part",
            part == null ? parts.get(i) : part.ident(),
            "tuple",
            composite.ident());
      }
    }
  }

  private void checkTuple(Attribute attribute) {
    long shapes = Stream.of(Builtin.TUPLE_ATTRS, Builtin.TUPLE_TYPES, Builtin.TUPLE_TYPE)
        .filter(shape -> entities.has(attribute.id(), shape))
        .count();
    if (shapes != (attribute.type() == ValueType.TUPLE ? 1 : 0)) {
      throw refused(
          attribute,
          "an attribute of :db.type/tuple, and no other, has one of :db/tupleAttrs, :db/tupleTypes"
              + " and :db/tupleType");
    }
    if (attribute.tuple() instanceof TupleShape.Composite tuple) {
      if (attribute.many()) {
        throw refused(attribute, "an entity has one composite tuple");
      }
      tuple.attributes().forEach(member -> checkPart(attribute, schema.attribute(member)));
    }
  }

  private static void checkPart(Attribute composite, @Nullable Attribute part) {
    if (part == null) {
      throw refused(composite, ":db/tupleAttrs names what is no attribute; declare it first");
    }
    if (part.many() || part.isComposite()) {
      throw Refusal.of(
          "the parts of a composite tuple have cardinality one, and are no composite tuples",
          "attribute",
          composite.ident(),
          "part",
          part.ident());
    }
  }

  private static TransactionException refused(Attribute attribute, String summary) {
    return Refusal.of(summary, "attribute", attribute.ident());
  }
}
