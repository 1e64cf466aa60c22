package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.EventConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbEventConformanceTest extends EventConformance {

  private final long seed;

  FdbEventConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
