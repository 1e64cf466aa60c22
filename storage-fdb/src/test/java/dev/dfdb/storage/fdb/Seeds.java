package dev.dfdb.storage.fdb;

import dev.dfdb.storage.fdb.simulation.Faults;

/** What the clusters of the suites are made from. */
final class Seeds {

  /** The seed of the clusters of this run, and how often their faults happen. */
  static final long SEED = Long.getLong("dfdb.fdb.seed", 1);

  static final Faults FAULTS = Faults.ofRate(
      Double.parseDouble(System.getProperty("dfdb.fdb.fault-rate", "0.02")));

  private Seeds() {}
}
