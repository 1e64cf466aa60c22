package dev.dfdb.conformance.oracle;

import java.util.List;

/**
 * What users' functions read of a database: the real one, or that of the oracle.
 *
 * <p>An entity is named by its id or by a lookup ref. All methods throw
 * {@link IllegalArgumentException} for one that is not there.
 */
interface Reading {

  /** The id of an entity. */
  long entity(Object name);

  /** The values that an entity has for an attribute, in any order. */
  List<Object> values(Object entity, String attribute);

  /** How many facts are known of an entity. */
  long size(Object entity);

  /** The entities that refer to one by an attribute, in any order. */
  List<Long> referring(Object entity, String attribute);
}
