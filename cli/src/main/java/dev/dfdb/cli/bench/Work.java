package dev.dfdb.cli.bench;

import java.util.Locale;

/** The kinds of things that are done. */
enum Work {

  /** A transaction with one order. */
  WRITE(20),

  /** A transaction with fifty orders. */
  BATCH(2),

  /** The name of a person, by an identity. */
  READ(40),

  /** A person with some orders. */
  PULL(15),

  /** A join of a customer's orders with their customer. */
  QUERY(18),

  /** The sum of a customer's orders. */
  AGGREGATE(5);

  private final int usualShare;

  Work(int usualShare) {
    this.usualShare = usualShare;
  }

  int usualShare() {
    return usualShare;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
