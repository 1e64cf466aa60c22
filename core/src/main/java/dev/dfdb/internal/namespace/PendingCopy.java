package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import java.util.Map;

/**
 * What the directory says of a copy under way. Every batch of the copy is guarded on it and
 * replaces it, so that a copy which another has cleared away writes nothing any more.
 *
 * @param token a random number, by which a copy knows its own entry
 * @param written when it was written, in milliseconds since 1970
 */
record PendingCopy(long token, long written) {

  byte[] encode() {
    return new KeyWriter().writeValue(token).writeValue(written).toBytes();
  }

  static PendingCopy decode(byte[] bytes) {
    KeyReader reader = new KeyReader(bytes);
    if (reader.readValue() instanceof Long token && reader.readValue() instanceof Long written) {
      return new PendingCopy(token, written);
    }
    throw new CorruptionException("a copy in the directory is damaged", Map.of("value", bytes));
  }
}
