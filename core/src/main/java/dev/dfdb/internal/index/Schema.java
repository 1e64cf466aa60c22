package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The named entities of one database value: every ident, and what is known of those that are
 * attributes. Immutable; a transaction makes the next from its datoms.
 */
public final class Schema {

  /** The schema of a database in which nothing has been declared. */
  public static final Schema BUILTIN = builtin();

  private final Map<Keyword, Long> ids;
  private final Map<Long, Attribute> attributes;

  private Schema(Map<Keyword, Long> ids, Map<Long, Attribute> attributes) {
    this.ids = ids;
    this.attributes = attributes;
  }

  private static Schema builtin() {
    Map<Keyword, Long> ids = new HashMap<>();
    Map<Long, Attribute> attributes = new HashMap<>();
    for (Attribute attribute : Builtin.attributes()) {
      ids.put(attribute.ident(), attribute.id());
      attributes.put(attribute.id(), attribute);
    }
    for (Builtin.Named named : Builtin.enumerations()) {
      ids.put(named.ident(), named.id());
      attributes.put(named.id(), Attribute.undeclared(named.id(), named.ident()));
    }
    return new Schema(ids, attributes);
  }

  /** The id of the entity with an ident, or {@link DatomSource#NONE}. */
  public long id(Keyword ident) {
    Long id = ids.get(ident);
    return id == null ? DatomSource.NONE : id;
  }

  /**
   * The attribute with an ident, or null. Any named entity can be used as an undeclared attribute.
   */
  public @Nullable Attribute attribute(Keyword ident) {
    Long id = ids.get(ident);
    return id == null ? null : attributes.get(id);
  }

  /** The attribute with an id, or null. */
  public @Nullable Attribute attribute(long id) {
    return attributes.get(id);
  }

  /** Every named entity, as an attribute. */
  public Collection<Attribute> attributes() {
    return Collections.unmodifiableCollection(attributes.values());
  }

  /** The schema after the datoms of a transaction; this one where they do not touch it. */
  public Schema with(List<Datom> datoms) {
    if (datoms.stream().noneMatch(Schema::isSchema)) {
      return this;
    }
    Map<Keyword, Long> newIds = new HashMap<>(ids);
    Map<Long, Attribute> newAttributes = new HashMap<>(attributes);
    for (Datom datom : datoms) {
      if (datom.a() == Builtin.IDENT && !datom.added()) {
        newIds.remove((Keyword) datom.v());
      }
    }
    for (Datom datom : datoms) {
      if (datom.a() == Builtin.IDENT && datom.added()) {
        name(datom.e(), (Keyword) datom.v(), newIds, newAttributes);
      }
    }
    for (Datom datom : datoms) {
      Attribute old = newAttributes.get(datom.e());
      if (datom.a() == Builtin.IDENT && old != null && !newIds.containsKey(old.ident())) {
        newAttributes.remove(datom.e());
      }
    }
    for (Datom datom : datoms) {
      Attribute old = newAttributes.get(datom.e());
      if (isSchema(datom) && datom.a() != Builtin.IDENT && old != null) {
        newAttributes.put(datom.e(), declare(old, datom));
      }
    }
    return new Schema(newIds, newAttributes);
  }

  private static boolean isSchema(Datom datom) {
    return datom.a() >= Builtin.IDENT && datom.a() <= Builtin.IS_COMPONENT;
  }

  private static void name(
      long id, Keyword ident, Map<Keyword, Long> ids, Map<Long, Attribute> attributes) {
    ids.put(ident, id);
    Attribute old = attributes.get(id);
    attributes.put(
        id,
        old == null
            ? Attribute.undeclared(id, ident)
            : new Attribute(id, ident, old.type(), old.many(), old.unique(), old.component()));
  }

  private static Attribute declare(Attribute old, Datom datom) {
    Object v = datom.added() ? datom.v() : null;
    ValueType type = old.type();
    boolean many = old.many();
    Unique unique = old.unique();
    boolean component = old.component();
    switch ((int) datom.a()) {
      case (int) Builtin.VALUE_TYPE -> type = typeOf(v);
      case (int) Builtin.CARDINALITY -> many = Objects.equals(v, Builtin.CARDINALITY_MANY);
      case (int) Builtin.UNIQUE -> unique = uniqueOf(v);
      case (int) Builtin.IS_COMPONENT -> component = Objects.equals(v, true);
      default -> throw new IllegalArgumentException("not a schema datom: " + datom);
    }
    return new Attribute(old.id(), old.ident(), type, many, unique, component);
  }

  private static @Nullable ValueType typeOf(@Nullable Object v) {
    for (ValueType type : ValueType.values()) {
      if (Objects.equals(v, type.id())) {
        return type;
      }
    }
    return null;
  }

  private static @Nullable Unique uniqueOf(@Nullable Object v) {
    return Objects.equals(v, Builtin.UNIQUE_IDENTITY)
        ? Unique.IDENTITY
        : Objects.equals(v, Builtin.UNIQUE_VALUE) ? Unique.VALUE : null;
  }
}
