package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

class FdbStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(Seeds.SEED, Seeds.FAULTS);
  }
}
