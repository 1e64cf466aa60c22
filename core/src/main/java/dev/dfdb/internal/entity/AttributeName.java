package dev.dfdb.internal.entity;

import dev.dfdb.edn.Keyword;

/**
 * An attribute as forms name it, with the direction in which its references are followed.
 *
 * @param ident the attribute
 * @param isReverse whether it was written with an underscore, {@code :person/_friend}: from an
 *     entity to those that refer to it
 */
public record AttributeName(Keyword ident, boolean isReverse) {

  /** What a keyword names. */
  public static AttributeName of(Keyword written) {
    String name = written.name();
    return name.length() > 1 && name.charAt(0) == '_'
        ? new AttributeName(Keyword.of(written.namespace(), name.substring(1)), true)
        : new AttributeName(written, false);
  }

  /** The keyword as it was written. */
  public Keyword written() {
    return isReverse ? Keyword.of(ident.namespace(), "_" + ident.name()) : ident;
  }
}
