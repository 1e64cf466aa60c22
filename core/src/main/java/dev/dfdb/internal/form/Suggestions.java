package dev.dfdb.internal.form;

import dev.dfdb.storage.support.EditDistance;
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
        .filter(name -> EditDistance.of(written, name) <= near)
        .min(Comparator.comparingInt((String name) -> EditDistance.of(written, name))
            .thenComparing(Comparator.naturalOrder()));
  }
}
