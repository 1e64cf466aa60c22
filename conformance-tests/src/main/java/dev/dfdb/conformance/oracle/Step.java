package dev.dfdb.conformance.oracle;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a transaction demands. Entities, also where they are values, are ids; an id below
 * zero is a placeholder for an entity that the transaction calls by a tempid.
 */
sealed interface Step {

  /** The entity it is about. */
  long e();

  /** The entity shall have the value. */
  record Add(long e, OracleAttribute attribute, Object v) implements Step {}

  /** The entity shall not have the value; null for no value at all. */
  record Retract(
      long e, OracleAttribute attribute, @Nullable Object v) implements Step {}

  /** Nothing shall be known of the entity, nor of its components. */
  record RetractEntity(long e) implements Step {}

  /** If the old value is the one it has (null: if it has none), it shall have the new one. */
  record Cas(long e, OracleAttribute attribute, @Nullable Object old, Object v) implements Step {}
}
