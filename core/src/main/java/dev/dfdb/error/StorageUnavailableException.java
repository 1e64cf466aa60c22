package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The storage can't be reached or used now: a directory held by another process, no permission, no
 * disk space, no server. The context says which, and the message what would help.
 */
public final class StorageUnavailableException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public StorageUnavailableException(
      String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public StorageUnavailableException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
