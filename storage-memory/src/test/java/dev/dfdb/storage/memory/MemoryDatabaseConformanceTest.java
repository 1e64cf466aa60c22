package dev.dfdb.storage.memory;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryDatabaseConformanceTest extends DatabaseConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
