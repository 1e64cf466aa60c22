package dev.dfdb.internal.query.ast;

/** One entry of {@code :in}. */
public sealed interface Input {

  /** {@code $name}: a database or a collection of rows. */
  record Source(SourceName name) implements Input {}

  /** {@code %}: a set of rules. */
  record Rules() implements Input {}

  /** Anything else: values. */
  record Values(Binding binding, Origin origin) implements Input {}
}
