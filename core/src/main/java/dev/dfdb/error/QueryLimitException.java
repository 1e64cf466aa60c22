package dev.dfdb.error;

import java.util.LinkedHashMap;
import java.util.Map;

/** A query was stopped because it would have taken more than it may. The database goes on. */
public final class QueryLimitException extends QueryException {

  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long maximum;

  /**
   * Creates the error.
   *
   * @param limit the name of the limit: {@code timeout-ms}, {@code max-rows} or
   *     {@code max-memory-bytes}
   * @param maximum the limit
   */
  public QueryLimitException(String limit, long maximum) {
    super("A query was stopped at a limit", context(limit, maximum), null);
    this.limit = limit;
    this.maximum = maximum;
  }

  /** The name of the limit: {@code timeout-ms}, {@code max-rows} or {@code max-memory-bytes}. */
  public String limit() {
    return limit;
  }

  /** The limit. */
  public long maximum() {
    return maximum;
  }

  private static Map<String, Object> context(String limit, long maximum) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("limit", limit);
    context.put("maximum", maximum);
    context.put("remedy", "conditions that leave fewer rows, or a higher limit");
    return context;
  }
}
