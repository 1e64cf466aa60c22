package dev.dfdb.exchange.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import or export is asked for what there is not: a format, a column, an attribute, or a
 * mapping that is none. Found before the first row is written.
 */
public final class MappingException extends ImportException {

  private static final long serialVersionUID = 1L;

  private MappingException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** An error with names and values in turn as its context. */
  public static MappingException of(String summary, @Nullable Object... namesAndValues) {
    return because(null, summary, namesAndValues);
  }

  /** An error that another one caused, with names and values in turn as its context. */
  public static MappingException because(
      @Nullable Throwable cause, String summary, @Nullable Object... namesAndValues) {
    return new MappingException(summary, context(namesAndValues), cause);
  }
}
