package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.EntityConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresEntityConformanceTest extends EntityConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
