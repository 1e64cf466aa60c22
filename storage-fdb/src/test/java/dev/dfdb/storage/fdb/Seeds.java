package dev.dfdb.storage.fdb;

import dev.dfdb.storage.fdb.simulation.Faults;
import java.util.stream.LongStream;

/** What the simulated clusters of this run are made from. */
final class Seeds {

  /** The seed of the first cluster. */
  static final long SEED = Long.getLong("dfdb.fdb.seed", 1);

  /** How often each fault happens in the suites. */
  static final Faults FAULTS =
      Faults.ofRate(Double.parseDouble(System.getProperty("dfdb.fdb.fault-rate", "0.05")));

  private Seeds() {}

  /** The seeds of the clusters that the suites run on, one after the other. */
  static LongStream ofSuites() {
    return LongStream.range(SEED, SEED + Integer.getInteger("dfdb.fdb.seeds", 1));
  }
}
