package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbStorageConformanceTest extends StorageConformance {

  private final long seed;

  FdbStorageConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
