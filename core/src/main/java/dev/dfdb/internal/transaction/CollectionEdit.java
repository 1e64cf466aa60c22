package dev.dfdb.internal.transaction;

import org.jspecify.annotations.Nullable;

/** A change to a map, vector or set that is the value of an attribute. */
sealed interface CollectionEdit {

  /** The map shall have the value for the key; the vector, at the index. */
  record Assoc(@Nullable Object key, @Nullable Object value) implements CollectionEdit {}

  /** The map shall not have the key; the set, the element. */
  record Dissoc(@Nullable Object key) implements CollectionEdit {}

  /** The vector shall have the value at its end; the set, as an element; the map, as an entry. */
  record Conj(@Nullable Object value) implements CollectionEdit {}
}
