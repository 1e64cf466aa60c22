package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error of a module that is built upon the database, such as entities. */
public abstract non-sealed class ExtensionException extends DfdbException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error from a static summary, its context and, if there is one, its cause.
   *
   * @param context what the failure was about, in the order to show it; copied
   */
  protected ExtensionException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }
}
