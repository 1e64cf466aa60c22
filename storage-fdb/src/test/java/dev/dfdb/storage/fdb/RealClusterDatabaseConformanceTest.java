package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(
    named = RealCluster.VARIABLE,
    matches = ".+",
    disabledReason = "no real cluster")
class RealClusterDatabaseConformanceTest extends DatabaseConformance {

  @Override
  protected StorageFixture fixture() {
    return new RealFixture();
  }
}
