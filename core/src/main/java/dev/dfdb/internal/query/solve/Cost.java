package dev.dfdb.internal.query.solve;

/**
 * What solving a goal would take, estimated, in units of one row.
 *
 * @param work how much is read and compared
 * @param rows how many rows there are afterwards
 */
record Cost(double work, double rows) {

  /** What it counts for in a comparison: later goals pay for the rows again. */
  double total() {
    return work + rows;
  }
}
