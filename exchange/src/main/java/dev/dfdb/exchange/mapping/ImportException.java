package dev.dfdb.exchange.mapping;

import dev.dfdb.error.ExtensionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import or export that can't begin or go on. What was imported before stays, and an import that
 * is run again goes on behind it. Rows that are wrong do not cause it until they are too many; they
 * are {@link RowProblem}s.
 */
public sealed class ImportException extends ExtensionException permits MappingException {

  private static final long serialVersionUID = 1L;

  ImportException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** An error with names and values in turn as its context. */
  public static ImportException of(String summary, @Nullable Object... namesAndValues) {
    return because(null, summary, namesAndValues);
  }

  /** An error that another one caused, with names and values in turn as its context. */
  public static ImportException because(
      @Nullable Throwable cause, String summary, @Nullable Object... namesAndValues) {
    return new ImportException(summary, context(namesAndValues), cause);
  }

  static Map<String, Object> context(@Nullable Object... namesAndValues) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      context.put(String.valueOf(namesAndValues[i]), value == null ? "nil" : value);
    }
    return context;
  }
}
