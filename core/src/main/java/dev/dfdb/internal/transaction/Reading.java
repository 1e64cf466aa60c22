package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Perspective;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to read a database value, until it is closed. Safe from any thread.
 *
 * <p>Short readings, as of a query, are waited for when the connection is closed.
 */
public final class Reading implements AutoCloseable {

  private final Basis basis;
  private final DatabaseValue value;
  private final AtomicBoolean closed = new AtomicBoolean();

  Reading(Basis basis, Perspective perspective) {
    this.basis = basis;
    this.value = perspective.over(basis.snapshot(), basis.root().t());
  }

  /** The database value that is read. */
  public DatabaseValue value() {
    return value;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      basis.release();
    }
  }
}
