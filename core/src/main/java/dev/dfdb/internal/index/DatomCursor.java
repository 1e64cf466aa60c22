package dev.dfdb.internal.index;

/**
 * A walk over datoms in the order of an index. Stands before the first when opened; belongs to one
 * thread; must be closed. A component is decoded when it is asked for.
 */
public interface DatomCursor extends AutoCloseable {

  /** Goes to the next datom; false when there is none. */
  boolean next();

  /** The entity id. */
  long e();

  /** The attribute's entity id. */
  long a();

  /** The value. */
  Object v();

  /** The transaction's entity id. */
  long tx();

  @Override
  void close();
}
