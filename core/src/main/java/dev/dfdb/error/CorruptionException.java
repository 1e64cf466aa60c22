package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes are not what they must be: damaged, cut short, or written by something else. The
 * context says where. Nothing was guessed and nothing was repaired.
 */
public final class CorruptionException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public CorruptionException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public CorruptionException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
