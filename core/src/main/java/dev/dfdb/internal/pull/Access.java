package dev.dfdb.internal.pull;

import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.limit.Budget;

/**
 * Where a step's values come from.
 *
 * @param origin which datoms to read
 * @param attribute the id of the attribute; without meaning if none is read
 * @param isRef whether the values are entities
 * @param isMany whether there may be several, so that they are given as a list
 * @param limit how many to take at most
 */
record Access(Origin origin, long attribute, boolean isRef, boolean isMany, int limit) {

  /** What a value takes, with its place in what was found and in the result. */
  private static final int VALUE_BYTES = 96;

  /** The id of the entity itself. */
  static final Access ID = new Access(Origin.ID, 0, false, false, 1);

  /** All attributes but those of other steps. */
  static final Access WILDCARD = new Access(Origin.WILDCARD, 0, false, false, 1);

  /** An attribute that the database doesn't have. */
  static final Access NOWHERE = new Access(Origin.NOWHERE, 0, false, false, 1);

  /** Which datoms to read for an entity. */
  enum Origin {
    ID,
    WILDCARD,
    /** Those of the attribute whose entity it is. */
    FORWARD,
    /** Those of the attribute whose value it is. */
    REVERSE,
    NOWHERE
  }

  static Access forward(Attribute attribute, int limit) {
    return new Access(Origin.FORWARD, attribute.id(), attribute.isRef(), attribute.many(), limit);
  }

  /** A part has one whole, which is given by itself. */
  static Access reverse(Attribute attribute, int limit) {
    return new Access(Origin.REVERSE, attribute.id(), true, !attribute.component(), limit);
  }

  /** Whether more than one value is to be read, and given if it is there. */
  boolean canBeSeveral() {
    return isMany || origin == Origin.FORWARD;
  }

  /** The value that a datom gives. */
  Object value(DatomCursor datom) {
    Budget.current().chargeSmall(VALUE_BYTES);
    return origin == Origin.REVERSE ? (Object) datom.e() : datom.v();
  }
}
