package dev.dfdb.internal.transaction;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Erasure;
import dev.dfdb.internal.index.TimePoints;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have excised, as it was named.
 *
 * @param entity the entity, or null for all
 * @param attributes the attributes; none for all of the entity
 * @param before only what was asserted before this point in time; null for any time
 */
public record ExcisionRequest(
    @Nullable Object entity,
    List<Object> attributes,
    @Nullable Object before) {

  /** Copies the list. */
  public ExcisionRequest {
    attributes = List.copyOf(attributes);
  }

  /**
   * What it means in a database.
   *
   * @param t the number of the transaction that will record it
   * @throws dev.dfdb.error.TransactionException if it names nothing, or what must stay
   */
  Erasure resolve(DatabaseValue value, long t) {
    Set<Long> ids = new LinkedHashSet<>();
    for (Object name : attributes) {
      long id = attribute(name, value);
      ids.add(id);
      // The values of an attribute stand in the tuples that are made of them too.
      value.schema().compositesOf(id).forEach(tuple -> ids.add(tuple.id()));
    }
    long e = entity == null ? DatomSource.NONE : entity(entity, value);
    long first = before == null ? t : Math.min(t, TimePoints.first(before, value));
    return new Erasure(t, e, List.copyOf(ids), first);
  }

  private long attribute(Object name, DatabaseValue value) {
    Keyword ident = Keyword.find(name);
    Attribute attribute = ident != null
        ? value.attribute(ident)
        : Values.canonical(name) instanceof Long id ? value.attribute((long) id) : null;
    if (attribute == null) {
      throw Refusal.of("no attribute has this name", "attribute", name);
    }
    boolean isBuiltin = attribute.id() < EntityIds.FIRST_NAMED;
    if (entity == null ? isBuiltin : Erasure.isKept(attribute.id())) {
      throw Refusal.of(
          "a built-in attribute can't be excised; excise attributes of your own",
          "attribute",
          attribute.ident());
    }
    return attribute.id();
  }

  private static long entity(Object name, DatabaseValue value) {
    Keyword ident = Keyword.find(name);
    long e = value.entityId(ident != null ? ident : name);
    if (e == DatomSource.NONE || e < 0 || !new IdAllocation(value.root()).isOld(e)) {
      throw Refusal.of("names no entity of the database", "entity", name);
    }
    Attribute named = value.attribute(e);
    if (named != null || e < EntityIds.FIRST_NAMED) {
      throw Refusal.of(
          "an entity with an ident is schema and can't be excised; to remove the values of an"
              + " attribute, excise the attribute",
          "entity",
          name,
          "ident",
          named == null ? e : named.ident());
    }
    return e;
  }
}
