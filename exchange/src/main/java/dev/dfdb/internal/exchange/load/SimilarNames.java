package dev.dfdb.internal.exchange.load;

import dev.dfdb.storage.support.EditDistance;
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
    String letters = letters(written);
    int near = letters.length() / LETTERS_OF_AN_EDIT;
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = EditDistance.of(letters, letters(name));
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
}
