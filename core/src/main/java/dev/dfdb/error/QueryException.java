package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query that can't be run or had to be stopped. The context names the clause, its position and
 * the variable, and what would be right.
 */
public sealed class QueryException extends DfdbException
    permits QueryLimitException, QueryCancelledException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public QueryException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public QueryException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
