package dev.dfdb;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.query.PreparedQuery;
import dev.dfdb.internal.transaction.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a query is given, as the engine takes it: databases and logs are read while it runs. */
final class QueryInputs {

  private QueryInputs() {}

  /** Has something done with the inputs, and the database before them if the query asks for one. */
  static <T> T with(
      Db db,
      PreparedQuery query,
      @Nullable Object[] inputs,
      Function<List<@Nullable Object>, T> running) {
    Deque<Reading> readings = new ArrayDeque<>();
    try {
      List<@Nullable Object> all = new ArrayList<>(inputs.length + 1);
      if (query.startsWithDatabase()) {
        all.add(read(db, readings));
      }
      for (Object input : inputs) {
        all.add(
            input instanceof Db other
                ? read(other, readings)
                : input instanceof Log log ? log.read(readings) : input);
      }
      return running.apply(all);
    } finally {
      readings.forEach(Reading::close);
    }
  }

  private static DatabaseValue read(Db db, Deque<Reading> readings) {
    Reading reading = db.source().reader().read(db.perspective());
    readings.push(reading);
    return reading.value();
  }
}
