package dev.dfdb.internal.index;

/** What it means that no two entities share a value of an attribute. */
public enum Unique {
  /** A second entity with the value is an error. */
  VALUE,
  /** A new entity with the value is the old one: upsert. */
  IDENTITY
}
