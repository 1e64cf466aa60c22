package dev.dfdb.storage.memory;

import dev.dfdb.conformance.BackupConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryBackupConformanceTest extends BackupConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
