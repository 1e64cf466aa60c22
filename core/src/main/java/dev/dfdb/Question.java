package dev.dfdb;

import dev.dfdb.internal.limit.Limits;
import dev.dfdb.internal.query.Answer;
import dev.dfdb.internal.query.PreparedQuery;
import dev.dfdb.internal.query.solve.Trace;
import dev.dfdb.internal.transaction.LentDatabase;
import dev.dfdb.internal.transaction.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query about to be asked, of the databases that are among its inputs. */
final class Question {

  private final Source source;
  private final PreparedQuery prepared;
  private final Limits limits;
  private final Object given;

  Question(Source source, Object query) {
    Objects.requireNonNull(query, "query");
    this.source = source;
    this.given = query;
    this.prepared = query instanceof Query known
        ? known.prepared(source.engine())
        : source.engine().prepare(query);
    this.limits = query instanceof Query known ? known.limits() : Limits.UNLIMITED;
  }

  /** Asks it of a database, which is {@code $} if the query takes that first. */
  QueryResult of(Db db, @Nullable Object[] inputs) {
    Objects.requireNonNull(inputs, "inputs: for a single nil, give an array that holds it");
    List<@Nullable Object> all = new ArrayList<>(inputs.length + 1);
    if (prepared.startsWithDatabase()) {
      all.add(db);
    }
    all.addAll(Arrays.asList(inputs));
    return of(all);
  }

  /** Asks it of a database, and says how it was answered. */
  Explanation explained(Db db, @Nullable Object[] inputs) {
    Trace.Traced<QueryResult> traced = Trace.of(() -> of(db, inputs));
    return Explanation.of(traced.trace(), traced.result().size());
  }

  /** Asks it with all its inputs. */
  QueryResult of(List<@Nullable Object> inputs) {
    return source.measured().query(given, inputs, () -> answered(inputs));
  }

  private QueryResult answered(List<@Nullable Object> inputs) {
    // A thread commits the transactions of others too: that it is interrupted must not fail them.
    boolean isInterrupted = source.reader() instanceof LentDatabase && Thread.interrupted();
    try {
      return source.reading(() -> answer(inputs));
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private QueryResult answer(List<@Nullable Object> inputs) {
    Deque<Reading> readings = new ArrayDeque<>();
    try {
      List<@Nullable Object> values = new ArrayList<>(inputs.size());
      for (Object input : inputs) {
        values.add(
            input instanceof Db db
                ? db.read(readings)
                : input instanceof Log log ? log.read(readings) : input);
      }
      Answer answer = prepared.run(values, limits.orElse(source.engine().limits()));
      return new QueryResult(answer.columns(), answer.rows());
    } finally {
      readings.forEach(Reading::close);
    }
  }
}
