package dev.dfdb.error;

import java.util.Map;

/**
 * A namespace can't be what was asked: its name is none, it is there or is not there, or too many
 * are in use. The context names it. Nothing was changed.
 */
public final class NamespaceException extends DfdbException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary and its context. */
  public NamespaceException(String summary, Map<String, ?> context) {
    super(summary, context, null);
  }
}
