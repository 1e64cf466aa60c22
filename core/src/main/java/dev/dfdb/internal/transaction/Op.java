package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Attribute;
import org.jspecify.annotations.Nullable;

/** One step of a transaction, after maps are taken apart and names looked up. */
sealed interface Op {

  /** The entity it is about. */
  Term entity();

  /** The form it came from, for errors. */
  Object form();

  /** The entity shall have the value. */
  record Add(Term entity, Attribute attribute, Term value, Object form) implements Op {}

  /** The entity shall not have the value; with null, none at all. */
  record Retract(Term entity, Attribute attribute, @Nullable Term value, Object form)
      implements Op {}

  /** The entity shall have no values, nor shall its components, and nothing shall refer to them. */
  record RetractEntity(Term entity, Object form) implements Op {}

  /** The entity has the old value now (with null: none), and shall have the new one. */
  record CompareAndSet(
      Term entity, Attribute attribute, @Nullable Term old, Term value, Object form)
      implements Op {}

  /** The map, vector or set that the entity has as its value shall be changed. */
  record Edit(Term entity, Attribute attribute, CollectionEdit edit, Object form) implements Op {}
}
