package dev.dfdb;

import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.LogCursor;
import dev.dfdb.internal.index.LogValue;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.internal.transaction.Reading;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every transaction in the order of its commit, up to the one that was the last when the log was
 * asked for. Made by {@link Connection#log()}; can be read while the connection is open. Immutable,
 * and safe from any thread.
 *
 * <p>Queries take a log as an input, for two functions:
 *
 * <pre>{@code
 * db.q("[:find ?e ?v :in $ ?log ?start ?end :where"
 *     + " [(tx-ids ?log ?start ?end) [?tx ...]]"
 *     + " [(tx-data ?log ?tx) [[?e ?a ?v _ ?added]]] [?a :db/ident :person/name]]",
 *     connection.log(), yesterday, today)
 * }</pre>
 */
public final class Log {

  private final Source source;
  private final Perspective perspective;

  Log(Source source, Perspective perspective) {
    this.source = source;
    this.perspective = perspective;
  }

  /** The number of the last transaction in it. */
  public long basisT() {
    return perspective.root().t();
  }

  /**
   * The transactions from one point in time to another, in order. A point is a t, the entity id of
   * a transaction, or an {@link java.time.Instant} (or {@code java.util.Date}): then the first
   * transaction that is not before it.
   *
   * <p>Transaction 0 is the one every database begins with: the schema of schemas. The stream holds
   * one transaction at a time.
   *
   * @param start the first point, included; null for no bound
   * @param end the last point, excluded; null for no bound
   * @return a lazy stream, to be closed unless it is read to its end
   * @throws IllegalArgumentException if one is no point in time, or a negative number
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public Stream<LoggedTransaction> txRange(@Nullable Object start, @Nullable Object end) {
    Reading reading = source.reader().read(perspective);
    LogCursor cursor = null;
    try {
      cursor = reading.log().scan(start, end);
    } finally {
      if (cursor == null) {
        reading.close();
      }
    }
    LogCursor entries = cursor;
    return new ReadingStream<>(
            source.reader(), reading, entries::close, () -> transaction(entries.next()))
        .stream();
  }

  private static @Nullable LoggedTransaction transaction(TransactionLog.@Nullable Entry entry) {
    return entry == null
        ? null
        : new LoggedTransaction(
            entry.t(), EntityIds.ofTransaction(entry.t()), entry.instant(), entry.datoms());
  }

  LogValue read(Deque<Reading> readings) {
    Reading reading = source.reader().read(perspective);
    readings.push(reading);
    return reading.log();
  }
}
