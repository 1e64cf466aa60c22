package dev.dfdb.error;

import java.util.Map;

/**
 * The database is gone from its storage: its namespace was deleted, by this process or by another,
 * or something emptied the storage. What was open on it can't be used any more; opening the
 * namespace again begins a new and empty database.
 */
public final class DatabaseDeletedException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary and its context. */
  public DatabaseDeletedException(String summary, Map<String, ?> context) {
    super(summary, context, null);
  }
}
