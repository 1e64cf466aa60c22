package dev.dfdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that queries can call, once it is registered: as a predicate {@code [(my/good? ?x)]},
 * which keeps the rows for which it gives neither false nor null, or for its result
 * {@code [(my/price ?x ?y) ?p]}. It is called by any thread that asks a query, as often as the
 * query sees fit, and should give the same for the same.
 *
 * @see Connection#registerFunction
 */
@FunctionalInterface
public interface QueryFunction {

  /**
   * Computes the result.
   *
   * @param arguments the values, of the canonical Java types; where {@code $} or another database
   *     is given, a {@link Db}, which can be asked in turn; immutable
   * @return a value, or a collection for a binding to take apart; null for no result
   */
  @Nullable
  Object apply(List<@Nullable Object> arguments);
}
