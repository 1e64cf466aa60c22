package dev.dfdb.internal.transaction;

import dev.dfdb.error.TransactionException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the errors of refused transactions. */
final class Refusal {

  private Refusal() {}

  /** An error with names and values in turn as its context. */
  static TransactionException of(String summary, Object... namesAndValues) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      context.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new TransactionException(summary, context);
  }
}
