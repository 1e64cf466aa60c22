package dev.dfdb.internal.transaction;

import dev.dfdb.error.TransactionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the errors of refused transactions. */
final class Refusal {

  private Refusal() {}

  /** An error with names and values in turn as its context. */
  static TransactionException of(String summary, @Nullable Object... namesAndValues) {
    return because(null, summary, namesAndValues);
  }

  /** An error that another one caused, with names and values in turn as its context. */
  static TransactionException because(
      @Nullable Throwable cause, String summary, @Nullable Object... namesAndValues) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      context.put(String.valueOf(namesAndValues[i]), value == null ? "nil" : value);
    }
    return new TransactionException(summary, context, cause);
  }
}
