package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine did not say whether a write was applied: it was applied whole, or it never will be.
 * The caller must read back what it wrote to know which.
 */
public final class OutcomeUnknownException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public OutcomeUnknownException(
      String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public OutcomeUnknownException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
