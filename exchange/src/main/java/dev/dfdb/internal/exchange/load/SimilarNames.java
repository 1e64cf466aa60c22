package dev.dfdb.internal.exchange.load;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody may have meant. */
final class SimilarNames {

  private static final int LETTERS_OF_AN_EDIT = 3;

  private SimilarNames() {}

  /**
   * The nearest name: one that is the same but for case and signs, or has few letters added,
   * dropped, replaced or exchanged. Null if none is near.
   */
  static @Nullable String nearest(String written, Collection<String> names) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = edits(letters(written), letters(name));
      int near = letters(written).length() / LETTERS_OF_AN_EDIT;
      if (edits < least && edits <= near && (edits == 0 || !areNumbered(written, name))) {
        least = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Whether names differ in numbers alone, as those of a series do. */
  private static boolean areNumbered(String one, String other) {
    return one.replaceAll("\\d+", "0").equals(other.replaceAll("\\d+", "0"));
  }

  /** After Damerau (1964), no place edited twice. */
  private static int edits(String left, String right) {
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean areExchanged = i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
        if (areExchanged) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[left.length()][right.length()];
  }
}
