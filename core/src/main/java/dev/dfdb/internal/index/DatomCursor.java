package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;

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

  /** Whether the datom was asserted; false for a retraction, which only a history holds. */
  default boolean added() {
    return true;
  }

  @Override
  void close();

  /** The datom as an object of its own. */
  default Datom datom() {
    return new Datom(e(), a(), v(), tx(), added());
  }
}
