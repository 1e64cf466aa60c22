package dev.dfdb.conformance.tutorial;

import dev.dfdb.conformance.CrashConformance;
import dev.dfdb.conformance.StorageFixture;

// snippet: crash
class JournalCrashConformanceTest extends CrashConformance {

  @Override
  protected StorageFixture fixture() {
    return new JournalFixture();
  }
}
// end
