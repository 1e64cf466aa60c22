package dev.dfdb.internal.query.function;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.form.Typos;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import java.util.Optional;

/**
 * Attributes that a database does not know. Schema is optional, so one may just have no value yet;
 * but if it is written almost like one that is known, that one was meant.
 */
public final class UnknownAttributes {

  private UnknownAttributes() {}

  /**
   * Checks that an attribute that isn't known may just have no value yet.
   *
   * @throws IllegalArgumentException if another was meant, or all have to be declared
   */
  static void check(DatomSource source, Keyword unknown) {
    Optional<Keyword> meant = meant(source, unknown);
    if (meant.isPresent() || source.isStrict()) {
      throw new IllegalArgumentException("nothing has the attribute "
          + unknown
          + meant.map(name -> "; did you mean " + name + "?").orElse(""));
    }
  }

  /** The attribute that was probably meant by an unknown one. */
  public static Optional<Keyword> meant(DatomSource source, Keyword unknown) {
    return Typos.meant(
        unknown, source.attributes().stream().map(Attribute::ident).toList());
  }
}
