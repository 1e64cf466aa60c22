package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresDatabaseConformanceTest extends DatabaseConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
