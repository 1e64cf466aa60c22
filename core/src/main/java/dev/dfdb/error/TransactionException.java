package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that was refused. Nothing of it was applied. The context names the form or the
 * datoms that are wrong, and what would be right.
 */
public final class TransactionException extends DfdbException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public TransactionException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public TransactionException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
