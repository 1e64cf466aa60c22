package dev.dfdb.edn;

import org.jspecify.annotations.Nullable;

/**
 * A symbol such as {@code ?person} or {@code my.app/discount}: a name with an optional namespace,
 * standing for something else.
 *
 * <p>Ordered by namespace then name, each in code-point order, an absent namespace first.
 *
 * @param namespace the part before the slash, or null
 * @param name the part after the slash
 */
public record Symbol(@Nullable String namespace, String name) implements Comparable<Symbol> {

  /** Checks that neither part is empty. */
  public Symbol {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a symbol needs a name");
    }
    if (namespace != null && namespace.isEmpty()) {
      throw new IllegalArgumentException("the namespace of a symbol is absent or not empty");
    }
  }

  /**
   * Makes a symbol from its text, such as {@code my.app/discount}. The first slash separates
   * namespace and name; the name {@code /} alone is allowed.
   */
  public static Symbol of(String text) {
    String bare = text;
    int slash = bare.indexOf('/');
    return slash <= 0 || bare.length() == 1
        ? new Symbol(null, bare)
        : new Symbol(bare.substring(0, slash), bare.substring(slash + 1));
  }

  /** Makes a symbol from its two parts. */
  public static Symbol of(@Nullable String namespace, String name) {
    return new Symbol(namespace, name);
  }

  @Override
  public int compareTo(Symbol other) {
    int byNamespace = CodePointOrder.compareAbsentFirst(namespace, other.namespace);
    return byNamespace != 0 ? byNamespace : CodePointOrder.compare(name, other.name);
  }

  /** The text form, as EDN prints it. */
  @Override
  public String toString() {
    return (namespace == null ? name : namespace + "/" + name);
  }
}
