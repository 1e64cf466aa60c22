package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.EventConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresEventConformanceTest extends EventConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
