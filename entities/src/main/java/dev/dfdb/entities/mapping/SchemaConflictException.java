package dev.dfdb.entities.mapping;

import org.jspecify.annotations.Nullable;

/**
 * The schema of a database does not go with an entity type. The context names the attribute, what
 * the database says of it and what the type needs. Nothing was written.
 */
public final class SchemaConflictException extends EntityException {

  private static final long serialVersionUID = 1L;

  /** Creates the error with names and values in turn as its context. */
  public SchemaConflictException(
      String summary, @Nullable Throwable cause, @Nullable Object... namesAndValues) {
    super(summary, context(namesAndValues), cause);
  }
}
