package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
