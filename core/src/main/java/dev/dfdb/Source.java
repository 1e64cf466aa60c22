package dev.dfdb;

import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.PullPattern;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.DatabaseReader;
import dev.dfdb.internal.transaction.LentDatabase;
import dev.dfdb.internal.transaction.Reading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What database values are read with. */
record Source(DatabaseReader reader, QueryEngine engine, Measured measured) {

  private static final int ATTEMPTS = 3;

  /** The same, with nothing measured. */
  Source unmeasured() {
    return new Source(reader, engine, Measured.nothing());
  }

  /**
   * Pulls from a database value, which is measured.
   *
   * @param count of how many entities
   * @param ids finds them
   */
  List<@Nullable Map<Object, Object>> pull(
      Perspective perspective, Object pattern, int count, Function<DatabaseValue, long[]> ids) {
    PullEngine pulls = engine.pulls();
    PullPattern parsed = pulls.parse(Objects.requireNonNull(pattern, "pattern"));
    return measured.pull(
        pattern,
        count,
        () -> read(perspective, value -> pulls.pull(value, parsed, ids.apply(value))));
  }

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
