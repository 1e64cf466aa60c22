package dev.dfdb;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Makes short texts of what a caller gave, for a log or an event. */
final class ShownText {

  private static final int LONGEST = 1_000;
  private static final int LONGEST_INPUT = 100;
  private static final int MOST_INPUTS = 20;

  private ShownText() {}

  /** A query or a pattern in one line, shortened. */
  static String of(Object given) {
    String text = String.valueOf(given);
    int most = Math.min(text.length(), 4 * LONGEST);
    return shortened(text.substring(0, most).strip().replaceAll("\\s+", " "), LONGEST);
  }

  /** The inputs of a query, shortened; of databases only that they are. */
  static String ofInputs(List<? extends @Nullable Object> inputs) {
    StringJoiner shown = new StringJoiner(", ", "[", "]");
    int count = 0;
    for (Object input : inputs) {
      if (count++ == MOST_INPUTS) {
        shown.add("… " + (inputs.size() - MOST_INPUTS) + " more");
        break;
      }
      shown.add(ofInput(input));
    }
    return shown.toString();
  }

  private static String ofInput(@Nullable Object input) {
    if (input instanceof Db db) {
      return "database at t " + db.basisT();
    }
    if (input instanceof Log) {
      return "log";
    }
    if (input instanceof java.util.Collection<?> collection && collection.size() > MOST_INPUTS) {
      return "collection of " + collection.size();
    }
    return shortened(String.valueOf(input), LONGEST_INPUT);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
