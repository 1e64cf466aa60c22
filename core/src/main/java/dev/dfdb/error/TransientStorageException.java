package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine refused the call for a passing reason: nothing was applied, and trying again is safe.
 */
public final class TransientStorageException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public TransientStorageException(
      String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public TransientStorageException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
