package dev.dfdb.datom;

/**
 * The orders in which the live datoms are kept. Each letter is a component: entity, attribute,
 * value, transaction.
 */
public enum Index {
  /** By entity, then attribute, then value: all that is known about an entity. */
  EAVT,
  /** By attribute, then entity, then value: a column. */
  AEVT,
  /** By attribute, then value, then entity: looking up and ranging over values. */
  AVET,
  /** References only, by the entity referred to, then attribute, then entity: walking backwards. */
  VAET
}
