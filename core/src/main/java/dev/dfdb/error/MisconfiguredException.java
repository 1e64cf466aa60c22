package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration asks for what can't be: an unknown option or backend, a value of the wrong
 * type, a missing required option, a capability the backend does not have. The context lists what
 * is valid.
 */
public final class MisconfiguredException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public MisconfiguredException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public MisconfiguredException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
