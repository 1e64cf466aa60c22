package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.NamespaceConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresNamespaceConformanceTest extends NamespaceConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
