package dev.dfdb.conformance.tutorial;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

// snippet: conformance
class JournalStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new JournalFixture();
  }
}
// end
