package dev.dfdb.cli.quickstart;

import dev.dfdb.QueryResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A relation between names, by the first of them.
 *
 * @param byName for each name that is related to any, the names it is related to
 */
record Relations(Map<String, Set<String>> byName) {

  /** The relation that the first two columns of a result make. */
  static Relations of(QueryResult result) {
    Map<String, Set<String>> byName = new HashMap<>();
    for (List<@Nullable Object> row : result.rows()) {
      byName
          .computeIfAbsent(String.valueOf(row.get(0)), first -> new HashSet<>())
          .add((String) row.get(1));
    }
    return new Relations(byName);
  }

  /** Whether a name is related to any. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The names a name is related to. */
  Set<String> of(String name) {
    return byName.getOrDefault(name, Set.of());
  }

  /** The name a name is related to, if there is one: for relations where there is at most one. */
  @Nullable
  String oneOf(String name) {
    return of(name).stream().findFirst().orElse(null);
  }

  /** For each name that a name is related to, what a function of both says. */
  <T> Map<String, Set<T>> each(String name, BiFunction<String, String, Set<T>> detail) {
    Map<String, Set<T>> details = new HashMap<>();
    of(name).forEach(other -> details.put(other, detail.apply(name, other)));
    return details;
  }
}
