package dev.dfdb.internal.exchange.write;

import dev.dfdb.edn.Edn;
import dev.dfdb.exchange.mapping.ColumnType;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as text that an import reads as what they are. */
final class Texts {

  private Texts() {}

  static String of(Object value, @Nullable ColumnType type) {
    if (type == ColumnType.EDN) {
      return Edn.print(value);
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    boolean isPlain = value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Instant
        || value instanceof UUID
        || value instanceof URI;
    // Keywords and symbols that have no plain notation have another one in EDN.
    return isPlain ? value.toString() : Edn.print(value);
  }
}
