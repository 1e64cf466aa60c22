package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.CrashConformance;
import dev.dfdb.conformance.StorageFixture;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(
    named = RealCluster.VARIABLE,
    matches = ".+",
    disabledReason = "no real cluster")
class RealClusterCrashConformanceTest extends CrashConformance {

  @Override
  protected StorageFixture fixture() {
    return new RealFixture();
  }
}
