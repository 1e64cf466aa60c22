package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.BackupConformance;
import dev.dfdb.conformance.StorageFixture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite on as many simulated clusters as {@link Seeds} says; each repeats by its seed. */
@ParameterizedClass(name = "-Ddfdb.fdb.seeds=1 -Ddfdb.fdb.seed={0}")
@MethodSource("seeds")
class FdbBackupConformanceTest extends BackupConformance {

  private final long seed;

  FdbBackupConformanceTest(long seed) {
    this.seed = seed;
  }

  static LongStream seeds() {
    return Seeds.ofSuites();
  }

  @Override
  protected StorageFixture fixture() {
    return new SimulationFixture(seed, Seeds.FAULTS);
  }
}
