package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.EventConformance;
import dev.dfdb.conformance.StorageFixture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite on as many simulated clusters as {@link Seeds} says; each repeats by its seed. */
@ParameterizedClass(name = "-Ddfdb.fdb.seeds=1 -Ddfdb.fdb.seed={0}")
@MethodSource("seeds")
class FdbEventConformanceTest extends EventConformance {

  private final long seed;

  FdbEventConformanceTest(long seed) {
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
