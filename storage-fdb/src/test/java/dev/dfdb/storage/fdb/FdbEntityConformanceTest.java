package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.EntityConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbEntityConformanceTest extends EntityConformance {

  private final long seed;

  FdbEntityConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
