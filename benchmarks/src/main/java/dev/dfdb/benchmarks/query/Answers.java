package dev.dfdb.benchmarks.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings the answers of different databases into one form. */
public final class Answers {

  private Answers() {}

  /** An answer as text: collections sorted, as they have no order, and maps by their keys. */
  public static String normal(@Nullable Object answer) {
    if (answer instanceof Map<?, ?> map) {
      TreeMap<String, String> sorted = new TreeMap<>();
      map.forEach((key, value) -> sorted.put(String.valueOf(key), normal(value)));
      return sorted.toString();
    }
    if (answer instanceof Collection<?> collection) {
      List<String> sorted = new ArrayList<>(collection.size());
      collection.forEach(element -> sorted.add(row(element)));
      sorted.sort(null);
      return sorted.toString();
    }
    return answer instanceof Double number
        ? String.format(Locale.ROOT, "%.6g", number)
        : String.valueOf(answer);
  }

  /** Looks at every value of an answer, as who asks would. */
  public static int read(@Nullable Object answer) {
    if (!(answer instanceof Collection<?> rows)) {
      return answer == null ? 0 : 1;
    }
    int count = 0;
    for (Object row : rows) {
      if (row instanceof List<?> values) {
        for (int i = 0; i < values.size(); i++) {
          count += values.get(i) == null ? 0 : 1;
        }
      } else {
        count++;
      }
    }
    return count;
  }

  /** A row keeps its order. */
  private static String row(@Nullable Object row) {
    if (!(row instanceof List<?> list)) {
      return normal(row);
    }
    List<String> values = new ArrayList<>(list.size());
    list.forEach(value -> values.add(normal(value)));
    return values.toString();
  }
}
