package dev.dfdb;

import dev.dfdb.internal.transaction.ExcisionRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Connection#excise} removes for good: everything known of an entity, some attributes
 * of it, or an attribute of all entities; at any time, or before a point in time.
 *
 * <pre>{@code
 * connection.excise(Excision.ofEntity(ada));
 * connection.excise(Excision.ofEntity(ada).only(":person/email", ":person/phone"));
 * connection.excise(Excision.ofAttribute(":visit/address").before(lastYear));
 * }</pre>
 *
 * <p>With an attribute go the composite tuples that are made of it; they come back, without the
 * value, when another attribute of theirs changes.
 *
 * <p>An excision is a call, and no form of a transaction: it can't be undone or tried with
 * {@link Db#with}, takes as long as there is to remove, and must never come in unnoticed among the
 * forms of a transaction. Immutable.
 */
public final class Excision {

  private final ExcisionRequest request;

  private Excision(@Nullable Object entity, List<Object> attributes, @Nullable Object before) {
    this.request = new ExcisionRequest(entity, attributes, before);
  }

  /**
   * Everything of an entity: all datoms about it. Those of other entities that refer to it stay, as
   * do its components, which are entities of their own; retract or excise them too. Of a
   * transaction, what users said of it.
   *
   * @param entity by id or lookup ref; not one with an ident, which is schema
   */
  public static Excision ofEntity(Object entity) {
    return new Excision(Objects.requireNonNull(entity, "entity"), List.of(), null);
  }

  /**
   * The values of an attribute, of all entities. The attribute itself stays declared.
   *
   * @param attribute by ident or id; not a built-in one
   */
  public static Excision ofAttribute(Object attribute) {
    return new Excision(null, List.of(attribute), null);
  }

  /**
   * Only some attributes of the entity.
   *
   * @param attributes by ident or id, at least one
   * @throws IllegalArgumentException if there is none, or this is no excision of an entity
   */
  public Excision only(Object... attributes) {
    if (request.entity() == null || attributes.length == 0) {
      throw new IllegalArgumentException("it takes an entity, and one attribute of it or more");
    }
    return new Excision(request.entity(), List.of(attributes), request.before());
  }

  /**
   * Only what was asserted before a point in time, with its retraction, whenever that was. What is
   * live goes too if it was asserted before.
   *
   * @param point a t, the entity id of a transaction, or an {@link java.time.Instant} (or
   *     {@code java.util.Date}); what the transaction at that point asserted stays
   */
  public Excision before(Object point) {
    return new Excision(
        request.entity(), request.attributes(), Objects.requireNonNull(point, "point"));
  }

  ExcisionRequest request() {
    return request;
  }
}
