package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.transaction.Reading;
import dev.dfdb.internal.transaction.Transactor;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A cursor as a stream, which closes it at its end. */
final class DatomStream extends Spliterators.AbstractSpliterator<Datom> {

  private final Transactor transactor;
  private final Reading reading;
  private final DatomCursor cursor;
  private final Runnable closing = this::close;
  private boolean closed;

  DatomStream(Transactor transactor, Reading reading, DatomCursor cursor) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | DISTINCT | IMMUTABLE);
    this.transactor = transactor;
    this.reading = reading;
    this.cursor = cursor;
    transactor.closeWith(closing);
  }

  Stream<Datom> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public synchronized boolean tryAdvance(Consumer<? super Datom> action) {
    if (closed || !cursor.next()) {
      transactor.checkOpen();
      close();
      return false;
    }
    action.accept(cursor.datom());
    return true;
  }

  private synchronized void close() {
    if (!closed) {
      closed = true;
      transactor.isClosed(closing);
      try {
        cursor.close();
      } finally {
        reading.close();
      }
    }
  }
}
