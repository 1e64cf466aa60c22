package dev.dfdb;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.query.PreparedQuery;
import dev.dfdb.internal.transaction.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a query is given, as the engine takes it: databases and logs are read while it runs. */
final class QueryInputs {

  private QueryInputs() {}

  /**
   * Prepares a query and has something done with it and its inputs, with the database before them
   * if the query asks for one.
   */
  static <T> T with(
      Db db,
      Object query,
      @Nullable Object[] inputs,
      BiFunction<PreparedQuery, List<@Nullable Object>, T> running) {
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(inputs, "inputs: for a single nil, give an array that holds it");
    PreparedQuery prepared = db.source().engine().prepare(query);
    Deque<Reading> readings = new ArrayDeque<>();
    try {
      List<@Nullable Object> all = new ArrayList<>(inputs.length + 1);
      if (prepared.startsWithDatabase()) {
        all.add(read(db, readings));
      }
      for (Object input : inputs) {
        all.add(
            input instanceof Db other
                ? read(other, readings)
                : input instanceof Log log ? log.read(readings) : input);
      }
      return running.apply(prepared, all);
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
