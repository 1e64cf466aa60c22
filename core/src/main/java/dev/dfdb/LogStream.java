package dev.dfdb;

import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.LogCursor;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.internal.transaction.DatabaseReader;
import dev.dfdb.internal.transaction.Reading;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A walk over the log as a stream, which closes it at its end. */
final class LogStream extends Spliterators.AbstractSpliterator<LoggedTransaction> {

  private final DatabaseReader reader;
  private final Reading reading;
  private final LogCursor cursor;
  private final Runnable closing = this::close;
  private boolean closed;

  LogStream(DatabaseReader reader, Reading reading, LogCursor cursor) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | DISTINCT | IMMUTABLE);
    this.reader = reader;
    this.reading = reading;
    this.cursor = cursor;
    reader.closeWith(closing);
  }

  Stream<LoggedTransaction> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public synchronized boolean tryAdvance(Consumer<? super LoggedTransaction> action) {
    TransactionLog.Entry entry = closed ? null : cursor.next();
    if (entry == null) {
      reader.checkOpen();
      close();
      return false;
    }
    long tx = EntityIds.ofTransaction(entry.t());
    action.accept(new LoggedTransaction(entry.t(), tx, entry.instant(), entry.datoms()));
    return true;
  }

  private synchronized void close() {
    if (!closed) {
      closed = true;
      reader.isClosed(closing);
      try {
        cursor.close();
      } finally {
        reading.close();
      }
    }
  }
}
