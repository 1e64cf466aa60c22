package dev.dfdb.entities.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A class can't be an entity type as it is, or a value of one can't be stored or made. The context
 * names the class, the component and what would be right.
 */
public final class EntityMappingException extends EntityException {

  private static final long serialVersionUID = 1L;

  /** Creates the error with names and values in turn as its context. */
  public EntityMappingException(
      String summary, @Nullable Throwable cause, @Nullable Object... namesAndValues) {
    super(summary, context(namesAndValues), cause);
  }
}
