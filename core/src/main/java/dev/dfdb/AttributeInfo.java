package dev.dfdb;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.TupleShape;
import dev.dfdb.internal.index.Unique;
import dev.dfdb.internal.index.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says of an attribute. Immutable.
 *
 * @param id its entity id
 * @param ident its name
 * @param valueType such as {@code :db.type/string}; null if it was never declared and takes any
 *     value
 * @param cardinality {@code :db.cardinality/one} or {@code :db.cardinality/many}
 * @param unique {@code :db.unique/identity}, {@code :db.unique/value} or null
 * @param isComponent whether the entities it refers to are parts of the one that refers
 * @param hasIndex whether {@code :db/index} was said; every attribute is indexed by value, though
 * @param hasNoHistory whether values that were replaced or retracted need not be kept
 * @param tuple what its tuples consist of; null if its values are none
 * @param doc its {@code :db/doc}, or null
 */
public record AttributeInfo(
    long id,
    Keyword ident,
    @Nullable Keyword valueType,
    Keyword cardinality,
    @Nullable Keyword unique,
    boolean isComponent,
    boolean hasIndex,
    boolean hasNoHistory,
    @Nullable Tuple tuple,
    @Nullable String doc) {

  /** What tuples consist of. */
  public sealed interface Tuple {

    /** The values of other attributes of the entity, {@code :db/tupleAttrs}. */
    record Composite(List<Keyword> attributes) implements Tuple {
      /** Copies the list. */
      public Composite {
        attributes = List.copyOf(attributes);
      }
    }

    /** Elements of a type each, {@code :db/tupleTypes}. */
    record Heterogeneous(List<Keyword> types) implements Tuple {
      /** Copies the list. */
      public Heterogeneous {
        types = List.copyOf(types);
      }
    }

    /** Elements of one type, {@code :db/tupleType}. */
    record Homogeneous(Keyword type) implements Tuple {}
  }

  /** What is known of an attribute; null of an entity of dfdb's own that can't be one. */
  static @Nullable AttributeInfo of(Attribute attribute, DatabaseValue database) {
    ValueType type = attribute.type();
    Unique unique = attribute.unique();
    if (type == null
        && attribute.id() < EntityIds.FIRST_NAMED
        && !Builtin.isAttribute(attribute.id())) {
      return null;
    }
    return new AttributeInfo(
        attribute.id(),
        attribute.ident(),
        type == null ? null : type.ident(),
        Keyword.of("db.cardinality", attribute.many() ? "many" : "one"),
        unique == null
            ? null
            : Keyword.of("db.unique", unique == Unique.IDENTITY ? "identity" : "value"),
        attribute.component(),
        Boolean.TRUE.equals(value(database, attribute.id(), Builtin.INDEX)),
        attribute.noHistory(),
        tuple(attribute.tuple(), database),
        (String) value(database, attribute.id(), Builtin.DOC));
  }

  private static @Nullable Tuple tuple(@Nullable TupleShape shape, DatabaseValue database) {
    if (shape instanceof TupleShape.Composite composite) {
      List<Keyword> names = new ArrayList<>();
      for (long id : composite.attributes()) {
        Attribute member = database.attribute(id);
        if (member != null) {
          names.add(member.ident());
        }
      }
      return new Tuple.Composite(names);
    }
    if (shape instanceof TupleShape.Heterogeneous tuple) {
      return new Tuple.Heterogeneous(
          tuple.types().stream().map(ValueType::ident).toList());
    }
    return shape instanceof TupleShape.Homogeneous tuple
        ? new Tuple.Homogeneous(tuple.type().ident())
        : null;
  }

  private static @Nullable Object value(DatabaseValue database, long e, long a) {
    try (DatomCursor datoms = database.scan(Index.EAVT, e, a, null)) {
      return datoms.next() ? datoms.v() : null;
    }
  }
}
