package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.storage.ReadView;

/**
 * A database value together with what it is read from.
 *
 * @param perspective what it is
 * @param view a state of the storage
 * @param viewT the t of that state
 */
record Standpoint(Perspective perspective, ReadView view, long viewT) {

  /** The database value. */
  DatabaseValue value() {
    return perspective.over(view, viewT);
  }

  /** The same with another value, read from the same state. */
  Standpoint at(Perspective other) {
    return new Standpoint(other, view, viewT);
  }
}
