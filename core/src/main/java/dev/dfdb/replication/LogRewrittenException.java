package dev.dfdb.replication;

import dev.dfdb.error.ExtensionException;
import java.util.Map;

/**
 * The log was rewritten while it was read: an excision has taken datoms out of it, or history was
 * trimmed. What was read before may differ from what is there now.
 */
public final class LogRewrittenException extends ExtensionException {

  private static final long serialVersionUID = 1L;

  LogRewrittenException(long t) {
    super(
        "the log was rewritten while it was read, by an excision or because history was trimmed;"
            + " read it again",
        Map.of("next t", t),
        null);
  }
}
