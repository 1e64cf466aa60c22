package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that can't be stored: of a type no key encodes, or a string with an unpaired surrogate.
 * The value was refused before anything was written.
 */
public final class InvalidValueException extends DfdbException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public InvalidValueException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public InvalidValueException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
