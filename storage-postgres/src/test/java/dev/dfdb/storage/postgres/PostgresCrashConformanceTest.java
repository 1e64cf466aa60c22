package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.CrashConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresCrashConformanceTest extends CrashConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
