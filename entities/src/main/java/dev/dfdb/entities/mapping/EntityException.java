package dev.dfdb.entities.mapping;

import dev.dfdb.error.ExtensionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something is wrong with entities: with a type of them, or with what is saved or loaded. */
public class EntityException extends ExtensionException {

  private static final long serialVersionUID = 1L;

  /** Creates the error from a static summary, its context and, if there is one, its cause. */
  public EntityException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }

  /** An error with names and values in turn as its context. */
  public static EntityException of(String summary, @Nullable Object... namesAndValues) {
    return new EntityException(summary, context(namesAndValues), null);
  }

  /** Names and values in turn as a context. */
  static Map<String, Object> context(@Nullable Object... namesAndValues) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      context.put(String.valueOf(namesAndValues[i]), value == null ? "null" : value);
    }
    return context;
  }
}
