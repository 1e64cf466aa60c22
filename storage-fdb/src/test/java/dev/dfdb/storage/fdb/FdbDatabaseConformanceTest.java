package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbDatabaseConformanceTest extends DatabaseConformance {

  private final long seed;

  FdbDatabaseConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
