package dev.dfdb.conformance.oracle;

import dev.dfdb.Connection;
import dev.dfdb.storage.Storage;

/** A real database that is held against the definition. */
public interface Subject {

  /** Its connection at the moment. */
  Connection connection();

  /** Its storage at the moment. */
  Storage storage();

  /** Whether it outlives its storage. */
  boolean isPersistent();

  /** Closes it in good order, and opens it again. */
  void reopen();

  /** Kills it, and opens what is left. */
  void crash();
}
