package dev.dfdb;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.transaction.Basis;

/**
 * A database as a value: the facts as they were at one moment, whatever is transacted afterwards.
 * Safe from any thread; there is nothing to close.
 */
public final class Db {

  private final Basis basis;

  Db(Basis basis) {
    this.basis = basis;
  }

  /** The number of the last transaction it holds. */
  public long basisT() {
    return basis.value().root().t();
  }

  DatabaseValue value() {
    return basis.value();
  }
}
