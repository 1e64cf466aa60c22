package dev.dfdb.error;

import java.util.Map;

/**
 * A query was stopped because it was cancelled, or its thread was interrupted; then the thread is
 * still marked as interrupted.
 */
public final class QueryCancelledException extends QueryException {

  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  public QueryCancelledException() {
    super("A query was cancelled", Map.of(), null);
  }
}
