package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.query.ast.Clause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of time at the end of a pattern: {@code :at/shipped ?t} for the dimension
 * {@code :time/shipped}, {@code :at.order/shipped ?t} for {@code :order/shipped}.
 */
final class TimeTerms {

  private static final int LEAST_COMPONENTS = 3;

  private TimeTerms() {}

  /**
   * Where they begin; the end if there are none. Before are an entity, an attribute and a value.
   */
  static int begin(List<?> components) {
    for (int i = LEAST_COMPONENTS; i < components.size(); i++) {
      if (dimension(components.get(i)) != null) {
        return i;
      }
    }
    return components.size();
  }

  static List<Clause.Time> parse(List<?> components, Place place) {
    List<Clause.Time> times = new ArrayList<>();
    for (int i = 0; i < components.size(); i += 2) {
      Keyword dimension = dimension(components.get(i));
      if (dimension == null || i + 1 == components.size()) {
        throw place.error(
            "A pattern that ends in no pairs of time dimension and value",
            components,
            "[?e :attribute ?v :at/shipped ?t]");
      }
      times.add(new Clause.Time(dimension, Forms.term(components.get(i + 1), place)));
    }
    return List.copyOf(times);
  }

  private static @Nullable Keyword dimension(@Nullable Object form) {
    if (!(form instanceof Keyword written) || written.namespace() == null) {
      return null;
    }
    String namespace = written.namespace();
    if (namespace.equals("at")) {
      return Keyword.of("time", written.name());
    }
    return namespace.startsWith("at.")
        ? Keyword.of(namespace.substring("at.".length()), written.name())
        : null;
  }
}
