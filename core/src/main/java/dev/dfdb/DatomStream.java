package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.transaction.DatabaseReader;
import dev.dfdb.internal.transaction.Reading;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A cursor as a stream, which closes it at its end. */
final class DatomStream extends Spliterators.AbstractSpliterator<Datom> {

  private final DatabaseReader reader;
  private final Reading reading;
  private final DatomCursor cursor;
  private final Runnable closing = this::close;
  private boolean closed;

  DatomStream(DatabaseReader reader, Reading reading, DatomCursor cursor) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | DISTINCT | IMMUTABLE);
    this.reader = reader;
    this.reading = reading;
    this.cursor = cursor;
    reader.closeWith(closing);
  }

  Stream<Datom> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public synchronized boolean tryAdvance(Consumer<? super Datom> action) {
    if (closed || !cursor.next()) {
      reader.checkOpen();
      close();
      return false;
    }
    action.accept(cursor.datom());
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
