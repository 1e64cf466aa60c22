package dev.dfdb.datalog;

import dev.dfdb.edn.Keyword;

/**
 * An attribute with the type of its values, as the program knows it: the database isn't asked.
 *
 * <pre>{@code
 * static final Attr<String> NAME = Attr.of(":person/name", String.class);
 * static final Attr<Long> BOSS = Attr.ref(":person/boss");
 * }</pre>
 *
 * @param <T> the type of its values, a canonical one
 * @param ident its name
 * @param type the type of its values
 */
public record Attr<T>(Keyword ident, Class<T> type) {

  /** An attribute by the text of its ident, with or without a colon. */
  public static <T> Attr<T> of(String ident, Class<T> type) {
    return new Attr<>(Keyword.of(ident.startsWith(":") ? ident.substring(1) : ident), type);
  }

  /** An attribute that refers to entities. */
  public static Attr<Long> ref(String ident) {
    return of(ident, Long.class);
  }
}
