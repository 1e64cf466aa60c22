package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.LogValue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to read a database value, until it is closed. Safe from any thread.
 *
 * <p>Short readings, as of a query, are waited for when the connection is closed.
 */
public final class Reading implements AutoCloseable {

  private final Standpoint standpoint;
  private final DatabaseValue value;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Begins a reading, at whose end something is to be done. */
  Reading(Standpoint standpoint, DatabaseValue value, Runnable end) {
    this.standpoint = standpoint;
    this.value = value;
    this.end = end;
  }

  /** Where the value is read from. */
  Standpoint standpoint() {
    return standpoint;
  }

  /** The database value that is read. */
  public DatabaseValue value() {
    return value;
  }

  /** The log up to the last transaction that the value knows. */
  public LogValue log() {
    return new LogValue(standpoint.view(), value);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      end.run();
    }
  }
}
