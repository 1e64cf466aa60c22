package dev.dfdb;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The use of a database of {@link Namespaces}: while it is open, so is the database. To be closed
 * by who opened it, soon; the database itself stays open until its place is wanted. Safe from any
 * thread.
 */
public final class Namespace implements AutoCloseable {

  private final OpenDatabase database;
  private final Runnable ending;
  private final AtomicBoolean closed = new AtomicBoolean();

  Namespace(OpenDatabase database, Runnable ending) {
    this.database = database;
    this.ending = ending;
  }

  /** The name it was opened by. */
  public String name() {
    return database.name();
  }

  /**
   * The database. It belongs to all who use the namespace: it is not to be closed, and what was
   * taken from it, such as a {@link Db}, can be read while this is open.
   *
   * @throws IllegalStateException if this is closed
   */
  public Connection connection() {
    if (closed.get()) {
      throw new IllegalStateException("the use of the namespace was closed: " + name());
    }
    return database.connection();
  }

  /** Ends the use. Calling it again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      ending.run();
    }
  }
}
