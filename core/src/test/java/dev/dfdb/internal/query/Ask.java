package dev.dfdb.internal.query;

import dev.dfdb.edn.Edn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks queries in tests. */
final class Ask {

  private static final QueryEngine ENGINE = new QueryEngine();

  private Ask() {}

  /** The rows of an answer as a set. */
  static Set<List<@Nullable Object>> rows(Object query, @Nullable Object... inputs) {
    return new HashSet<>(answer(query, inputs).rows());
  }

  /** The only value, or null without a row. */
  static @Nullable Object value(Object query, @Nullable Object... inputs) {
    List<List<@Nullable Object>> rows = answer(query, inputs).rows();
    return rows.isEmpty() ? null : rows.get(0).get(0);
  }

  static Answer answer(Object query, @Nullable Object... inputs) {
    return ENGINE.query(query, Arrays.asList(inputs));
  }

  /** Rows written as EDN: a set of vectors. */
  static Set<?> edn(String rows) {
    return (Set<?>) Objects.requireNonNull(Edn.read(rows));
  }

  /** A form written as EDN. */
  static Object form(String edn) {
    return Objects.requireNonNull(Edn.read(edn));
  }
}
