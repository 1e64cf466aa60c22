package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.NamespaceConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbNamespaceConformanceTest extends NamespaceConformance {

  private final long seed;

  FdbNamespaceConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
