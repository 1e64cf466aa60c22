package dev.dfdb.edn;

import org.jspecify.annotations.Nullable;

/**
 * A keyword such as {@code :person/name}: a name with an optional namespace, standing for itself.
 *
 * <p>Ordered by namespace then name, each in code-point order, an absent namespace first.
 *
 * @param namespace the part before the slash, or null
 * @param name the part after the slash
 */
public record Keyword(@Nullable String namespace, String name) implements Comparable<Keyword> {

  /** Checks that neither part is empty. */
  public Keyword {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a keyword needs a name");
    }
    if (namespace != null && namespace.isEmpty()) {
      throw new IllegalArgumentException("the namespace of a keyword is absent or not empty");
    }
  }

  /**
   * Makes a keyword from its text, with or without the leading colon. The first slash separates
   * namespace and name; the name {@code /} alone is allowed.
   */
  public static Keyword of(String text) {
    String bare = text.startsWith(":") ? text.substring(1) : text;
    int slash = bare.indexOf('/');
    return slash <= 0 || bare.length() == 1
        ? new Keyword(null, bare)
        : new Keyword(bare.substring(0, slash), bare.substring(slash + 1));
  }

  /**
   * The keyword that an object is, or, as a string that begins with a colon, writes: Java programs
   * may give either. Null for anything else.
   */
  public static @Nullable Keyword find(@Nullable Object name) {
    if (name instanceof Keyword keyword) {
      return keyword;
    }
    return name instanceof String text && text.length() > 1 && text.charAt(0) == ':'
        ? of(text)
        : null;
  }

  /** Makes a keyword from its two parts. */
  public static Keyword of(@Nullable String namespace, String name) {
    return new Keyword(namespace, name);
  }

  @Override
  public int compareTo(Keyword other) {
    int byNamespace = CodePointOrder.compareAbsentFirst(namespace, other.namespace);
    return byNamespace != 0 ? byNamespace : CodePointOrder.compare(name, other.name);
  }

  /** The text form, as EDN prints it. */
  @Override
  public String toString() {
    return ":" + (namespace == null ? name : namespace + "/" + name);
  }
}
