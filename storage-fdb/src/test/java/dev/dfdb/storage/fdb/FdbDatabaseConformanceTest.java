package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;

class FdbDatabaseConformanceTest extends DatabaseConformance {

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(Seeds.SEED, Seeds.FAULTS);
  }
}
