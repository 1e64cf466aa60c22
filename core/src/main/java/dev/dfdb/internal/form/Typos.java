package dev.dfdb.internal.form;

import dev.dfdb.edn.Keyword;
import dev.dfdb.storage.support.EditDistance;
import java.util.Collection;
import java.util.Optional;

/**
 * Names that are written almost like another one: a letter or two too many, too few, other or in
 * the wrong order. Short names, and those that differ in digits only, are told apart on purpose.
 */
public final class Typos {

  private static final int SHORT = 4;
  private static final int LONG = 8;

  private Typos() {}

  /** The name that was probably meant, if one is that near. */
  public static Optional<Keyword> meant(Keyword written, Collection<Keyword> known) {
    Keyword best = null;
    int least = Integer.MAX_VALUE;
    for (Keyword name : known) {
      int distance = distance(written, name);
      if (distance < least || (distance == least && best != null && name.compareTo(best) < 0)) {
        best = name;
        least = distance;
      }
    }
    return least == Integer.MAX_VALUE ? Optional.empty() : Optional.ofNullable(best);
  }

  /** How far a name is from one that may be meant; as far as can be if it isn't. */
  private static int distance(Keyword written, Keyword known) {
    String writtenSpace = written.namespace() == null ? "" : written.namespace();
    String knownSpace = known.namespace() == null ? "" : known.namespace();
    if (writtenSpace.equals(knownSpace)) {
      return distance(written.name(), known.name());
    }
    return written.name().equals(known.name())
        ? distance(writtenSpace, knownSpace)
        : Integer.MAX_VALUE;
  }

  private static int distance(String written, String known) {
    int shorter = Math.min(written.length(), known.length());
    int near = shorter < SHORT ? 0 : shorter < LONG ? 1 : 2;
    if (Math.abs(written.length() - known.length()) > near
        || withoutDigits(written).equals(withoutDigits(known))) {
      return Integer.MAX_VALUE;
    }
    int distance = EditDistance.of(written, known);
    return distance <= near ? distance : Integer.MAX_VALUE;
  }

  private static String withoutDigits(String name) {
    return name.replaceAll("\\d", "");
  }
}
