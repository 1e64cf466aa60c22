package dev.dfdb.storage.memory;

import dev.dfdb.conformance.NamespaceConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryNamespaceConformanceTest extends NamespaceConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
