package dev.dfdb.storage.memory;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
