package dev.dfdb.internal.query.ast;

/** One entry of {@code :in}. */
public sealed interface Input {

  /** {@code $name}: a database or a collection of rows. */
  record Source(SourceName name) implements Input {}

  /** {@code %}: a set of rules. */
  record Rules() implements Input {}

  /** {@code name}: the pattern of a pull in {@code :find}. */
  record Pattern(String name) implements Input {}

  /** Anything else: values. */
  record Values(Binding binding, Origin origin) implements Input {}

  /** Whether it gives one value the name of a variable or a pattern. */
  default boolean isNamed(String name) {
    if (this instanceof Pattern pattern) {
      return pattern.name().equals(name);
    }
    return this instanceof Values values
        && values.binding() instanceof Binding.Scalar scalar
        && scalar.variable().name().equals(name);
  }
}
