package dev.dfdb.storage.memory;

import dev.dfdb.conformance.EventConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryEventConformanceTest extends EventConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
