package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.BackupConformance;
import dev.dfdb.conformance.StorageFixture;

/** The suite on simulated clusters. */
@OnEachSeed
class FdbBackupConformanceTest extends BackupConformance {

  private final long seed;

  FdbBackupConformanceTest(long seed) {
    this.seed = seed;
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
