package dev.dfdb.internal.form;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone who wrote an unknown name may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /** The name nearest to what was written, if one is near. */
  public static Optional<String> nearest(String written, Collection<String> names) {
    int near = Math.max(1, written.length() / 3);
    return names.stream()
        .filter(name -> distance(written, name) <= near)
        .min(Comparator.comparingInt((String name) -> distance(written, name))
            .thenComparing(Comparator.naturalOrder()));
  }

  /** The edit distance of Levenshtein (1966), two rows at a time. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[right.length()];
  }
}
