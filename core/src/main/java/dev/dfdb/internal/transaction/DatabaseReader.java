package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Perspective;
import java.util.Collection;

/** What database values are read from. */
public interface DatabaseReader {

  /**
   * Begins to read a database value that came from here.
   *
   * @throws RuntimeException if nothing can be read any more
   */
  Reading read(Perspective perspective);

  /**
   * Evaluates a transaction without storing anything.
   *
   * @param before the database it is evaluated against
   * @throws dev.dfdb.error.DfdbException if it is refused, or can't be evaluated
   */
  Committed speculate(Perspective before, Collection<?> forms);

  /** Has something closed, at the latest when nothing can be read any more. */
  void closeWith(Runnable closing);

  /** Says that it is closed already. */
  void isClosed(Runnable closing);

  /**
   * Checks that something can be read.
   *
   * @throws RuntimeException if not
   */
  void checkOpen();
}
