package dev.dfdb.error;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something is larger than the backend's declared limit. It was found before anything was written.
 */
public final class LimitExceededException extends StorageException {

  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long maximum;
  private final long actual;

  /**
   * Creates the error.
   *
   * @param limit the name of the limit, such as {@code max-key-bytes}
   * @param maximum the largest size allowed
   * @param actual the size asked for
   */
  public LimitExceededException(String limit, long maximum, long actual) {
    super(
        "a limit of the storage is exceeded; nothing was written",
        context(limit, maximum, actual),
        null);
    this.limit = limit;
    this.maximum = maximum;
    this.actual = actual;
  }

  /** The name of the limit, such as {@code max-key-bytes}. */
  public String limit() {
    return limit;
  }

  /** The largest size allowed. */
  public long maximum() {
    return maximum;
  }

  /** The size that was asked for. */
  public long actual() {
    return actual;
  }

  private static Map<String, Object> context(String limit, long maximum, long actual) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("limit", limit);
    context.put("maximum", maximum);
    context.put("actual", actual);
    return context;
  }
}
