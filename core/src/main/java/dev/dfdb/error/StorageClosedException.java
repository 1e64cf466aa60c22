package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storage, the cursor or the snapshot was used after it was closed. */
public final class StorageClosedException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public StorageClosedException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public StorageClosedException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
