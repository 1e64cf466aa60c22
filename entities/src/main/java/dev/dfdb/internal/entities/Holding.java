package dev.dfdb.internal.entities;

/** In what way a component holds what it holds. */
enum Holding {
  /** One or, as null, none. */
  ONE,
  /** An Optional of any kind. */
  OPTIONAL,
  /** A set: as many values, in no order. */
  SET,
  /** A list: as many values, each with its position. */
  LIST;

  boolean isMany() {
    return this == SET || this == LIST;
  }
}
