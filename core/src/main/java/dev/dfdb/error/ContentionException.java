package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction was evaluated again and again, and others were faster to commit each time, until it
 * was given up. Nothing was written. Trying again is safe; less work in a transaction, or fewer
 * writers, gives it a better chance.
 */
public final class ContentionException extends DfdbException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public ContentionException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }
}
