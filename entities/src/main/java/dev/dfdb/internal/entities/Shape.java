package dev.dfdb.internal.entities;

/** What a component of a type, or each element of it if it is a collection, is in the database. */
sealed interface Shape {

  /** One value. */
  record Plain(Scalar scalar) implements Shape {}

  /** A constant of an enum, which is an entity with an ident. */
  record Enumerated(Constants constants) implements Shape {}

  /**
   * An entity of a registered type.
   *
   * @param type its class
   * @param isLazy whether the component holds a {@link dev.dfdb.entities.mapping.Ref}
   */
  record Reference(Class<?> type, boolean isLazy) implements Shape {}

  /** An object that belongs to the one it is in, with attributes of its own. */
  record Nested(Class<?> type) implements Shape {}

  /** Anything that Jackson can write, as one value without a type. */
  record Document(DocumentCodec codec) implements Shape {}
}
