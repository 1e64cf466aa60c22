package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import java.util.List;

/**
 * Names that begin with an underscore. In the maps of transactions, in pulls and in entities it
 * means that a reference is followed from its other end, so no attribute could be reached by one.
 */
final class ReverseNames {

  private static final String MARK = "_";

  private ReverseNames() {}

  /** Whether a name begins with an underscore, so that no attribute can have it. */
  static boolean isMarked(Keyword name) {
    return name.name().startsWith(MARK);
  }

  /** Whether a name is that of an attribute in reverse. */
  static boolean isReverse(Keyword name) {
    return isMarked(name) && name.name().length() > MARK.length();
  }

  /** The attribute that a name has in reverse. */
  static Keyword forward(Keyword reverse) {
    return Keyword.of(reverse.namespace(), reverse.name().substring(MARK.length()));
  }

  /** Refuses a name that a form uses as that of an attribute, if it begins with an underscore. */
  static void checkForward(Keyword name, Object form) {
    if (!isMarked(name)) {
      return;
    }
    if (isReverse(name) && form instanceof List<?>) {
      throw Refusal.of(
          "a reverse attribute stands in maps only; in a list, write the reference the other way"
              + " round, as one of the entity that refers",
          "attribute",
          name,
          "expected",
          forward(name),
          "form",
          form);
    }
    throw Refusal.of(
        "the name of an attribute can't begin with an underscore, which stands for a reference in"
            + " reverse",
        "attribute",
        name,
        "form",
        form);
  }
}
