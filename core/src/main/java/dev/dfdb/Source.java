package dev.dfdb;

import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.DatabaseReader;
import dev.dfdb.internal.transaction.LentDatabase;
import dev.dfdb.internal.transaction.Reading;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What database values are read with. */
record Source(DatabaseReader reader, QueryEngine engine) {

  private static final int ATTEMPTS = 3;

  /** Has something read a database value. */
  <T extends @Nullable Object> T read(
      Perspective perspective, Function<? super DatabaseValue, T> reading) {
    return reading(() -> {
      try (Reading open = reader.read(perspective)) {
        return reading.apply(open.value());
      }
    });
  }

  /**
   * Reads something, and does so again where the storage has lost the state under it, as a server
   * does that restarts; a transaction that reads is evaluated again as a whole.
   */
  <T extends @Nullable Object> T reading(Supplier<T> reading) {
    int attempt = reader instanceof LentDatabase ? ATTEMPTS : 1;
    while (true) {
      try {
        return reading.get();
      } catch (TransientStorageException lost) {
        if (attempt++ >= ATTEMPTS) {
          throw lost;
        }
      }
    }
  }
}
