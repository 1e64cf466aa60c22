package dev.dfdb;

import dev.dfdb.internal.transaction.DatabaseReader;
import dev.dfdb.internal.transaction.Reading;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What is read along a cursor as a stream, which closes the cursor at its end. */
final class ReadingStream<T> extends Spliterators.AbstractSpliterator<T> {

  private final DatabaseReader reader;
  private final Reading reading;
  private final Runnable end;
  private final Supplier<@Nullable T> cursor;
  private final Runnable closing = this::close;
  private boolean closed;

  /**
   * Begins a stream.
   *
   * @param reading is closed at its end
   * @param end closes the cursor
   * @param cursor gives what is next, or null at the end
   */
  ReadingStream(
      DatabaseReader reader, Reading reading, Runnable end, Supplier<@Nullable T> cursor) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | DISTINCT | IMMUTABLE);
    this.reader = reader;
    this.reading = reading;
    this.end = end;
    this.cursor = cursor;
    reader.closeWith(closing);
  }

  Stream<T> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public synchronized boolean tryAdvance(Consumer<? super T> action) {
    T next = closed ? null : cursor.get();
    if (next == null) {
      reader.checkOpen();
      close();
      return false;
    }
    action.accept(next);
    return true;
  }

  private synchronized void close() {
    if (!closed) {
      closed = true;
      reader.isClosed(closing);
      try {
        end.run();
      } finally {
        reading.close();
      }
    }
  }
}
