package dev.dfdb.edn;

import org.jspecify.annotations.Nullable;

/**
 * Strings ordered by their code points, which is also the order of their UTF-8 bytes.
 * {@link String#compareTo} differs: it puts characters beyond the basic plane before
 * U+E000..U+FFFF.
 */
public final class CodePointOrder {

  private CodePointOrder() {}

  /** Compares two strings by code points. */
  public static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean surrogateLeft = Character.isSurrogate(l);
        return surrogateLeft == Character.isSurrogate(r)
            ? Character.compare(l, r)
            : surrogateLeft ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Compares two strings by code points, an absent one before every present one. */
  public static int compareAbsentFirst(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return left != null ? 1 : right != null ? -1 : 0;
    }
    return compare(left, right);
  }
}
