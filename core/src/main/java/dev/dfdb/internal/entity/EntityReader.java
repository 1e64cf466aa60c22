package dev.dfdb.internal.entity;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a database knows of one entity. Safe from any thread. */
public final class EntityReader {

  private EntityReader() {}

  /**
   * What an entity has for one attribute.
   *
   * @param attribute the attribute
   * @param isReverse whether the values are the entities that refer to it
   * @param values at least one value; entity ids for references
   */
  public record Found(Attribute attribute, boolean isReverse, List<Object> values) {

    /**
     * Whether there may be several values; or are, as of a time when the attribute had cardinality
     * many.
     */
    public boolean isMany() {
      return isReverse ? !attribute.component() : attribute.many() || values.size() > 1;
    }

    /** Whether the values are the parts of the entity. */
    public boolean isParts() {
      return attribute.component() && attribute.isRef() && !isReverse;
    }
  }

  /**
   * What an entity has for an attribute, or null for nothing.
   *
   * @throws QueryException if the name is of the other direction of what is no reference
   */
  public static @Nullable Found read(DatomSource source, long entity, AttributeName name) {
    Attribute attribute = source.attribute(name.ident());
    if (attribute == null) {
      return null;
    }
    try (DatomCursor datoms = open(source, entity, attribute, name)) {
      if (!datoms.next()) {
        return null;
      }
      Object first = value(datoms, name);
      if (!datoms.next()) {
        return new Found(attribute, name.isReverse(), List.of(first));
      }
      List<Object> values = new ArrayList<>(List.of(first));
      do {
        values.add(value(datoms, name));
      } while (datoms.next());
      return new Found(attribute, name.isReverse(), values);
    }
  }

  private static Object value(DatomCursor datom, AttributeName name) {
    return name.isReverse() ? (Object) datom.e() : datom.v();
  }

  /**
   * Whether an entity has anything for an attribute.
   *
   * @throws QueryException if the name is of the other direction of what is no reference
   */
  public static boolean has(DatomSource source, long entity, AttributeName name) {
    Attribute attribute = source.attribute(name.ident());
    if (attribute == null) {
      return false;
    }
    try (DatomCursor datoms = open(source, entity, attribute, name)) {
      return datoms.next();
    }
  }

  private static DatomCursor open(
      DatomSource source, long entity, Attribute attribute, AttributeName name) {
    if (!name.isReverse()) {
      return source.scan(Index.EAVT, entity, attribute.id(), null);
    }
    checkRef(attribute, name);
    return source.scan(Index.VAET, DatomSource.NONE, attribute.id(), entity);
  }

  /**
   * All that an entity has, by attribute.
   *
   * @param atMost the most values to read
   * @return null if there are more
   */
  public static @Nullable List<Found> readAll(DatomSource source, long entity, int atMost) {
    List<Found> all = new ArrayList<>();
    long last = DatomSource.NONE;
    int read = 0;
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, DatomSource.NONE, null)) {
      while (datoms.next()) {
        if (read++ == atMost) {
          return null;
        }
        if (datoms.a() != last) {
          last = datoms.a();
          all.add(new Found(attribute(source, last), false, new ArrayList<>(2)));
        }
        all.get(all.size() - 1).values().add(datoms.v());
      }
    }
    return all;
  }

  /** The attributes that an entity has something for. */
  public static Set<Keyword> attributes(DatomSource source, long entity) {
    Set<Keyword> idents = new LinkedHashSet<>();
    long last = DatomSource.NONE;
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, DatomSource.NONE, null)) {
      while (datoms.next()) {
        if (datoms.a() != last) {
          last = datoms.a();
          idents.add(attribute(source, last).ident());
        }
      }
    }
    return idents;
  }

  /** The attribute of a datom; one that has lost its name gets one from its id. */
  public static Attribute attribute(DatomSource source, long id) {
    Attribute attribute = source.attribute(id);
    return attribute == null
        ? Attribute.undeclared(id, Keyword.of("db.attribute", "id-" + id))
        : attribute;
  }

  /** The ident of an entity, or null. Names are those of the schema, whatever time is shown. */
  public static @Nullable Keyword ident(DatomSource source, long entity) {
    Attribute named = source.attribute(entity);
    return named == null ? null : named.ident();
  }

  /**
   * Checks that an attribute leads from one entity to another.
   *
   * @throws QueryException if it doesn't
   */
  public static void checkRef(Attribute attribute, AttributeName name) {
    if (!attribute.isRef()) {
      throw new QueryException(
          "Only a reference leads from one entity to another",
          Map.of(
              "attribute",
              name.written(),
              "type",
              attribute.type() == null ? "undeclared" : attribute.type().ident(),
              "expected",
              "an attribute with :db/valueType :db.type/ref"));
    }
  }
}
