package dev.dfdb.backup;

import dev.dfdb.error.ExtensionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backup can't be written, read or restored: it is damaged, not whole or not of this database, or
 * where it lies can't be reached. The context says which file, and where in it.
 */
public final class BackupException extends ExtensionException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error from a static summary, its context and its cause.
   *
   * @param context what the failure was about, in the order to show it; copied
   */
  public BackupException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** Creates the error from a static summary and its context. */
  public BackupException(String summary, Map<String, ?> context) {
    this(summary, context, null);
  }
}
