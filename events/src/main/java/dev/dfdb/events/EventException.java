package dev.dfdb.events;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was asked of event streams can't be; nothing was written. The summary is the same for every
 * failure of a kind, the particulars are in the context; the message shows both.
 */
public class EventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String summary;
  private final transient Map<String, Object> context;

  /** Creates the error from a static summary and its context. */
  public EventException(String summary, Map<String, ?> context) {
    super(summary + " " + context);
    this.summary = summary;
    this.context = new LinkedHashMap<>(context);
  }

  /** The static part of the message. */
  public final String summary() {
    return summary;
  }

  /** What the failure was about, by name; empty after Java deserialization. */
  public final Map<String, Object> context() {
    return context == null ? Map.of() : new LinkedHashMap<>(context);
  }

  /** Names and values, one after the other, in their order. */
  static Map<String, Object> context(Object... namesAndValues) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      context.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return context;
  }
}
