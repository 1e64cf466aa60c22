package dev.dfdb.storage.memory;

import dev.dfdb.conformance.EntityConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryEntityConformanceTest extends EntityConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
