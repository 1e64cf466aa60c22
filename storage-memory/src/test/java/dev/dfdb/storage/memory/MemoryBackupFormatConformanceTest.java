package dev.dfdb.storage.memory;

import dev.dfdb.conformance.BackupFormatConformance;
import dev.dfdb.conformance.StorageFixture;

class MemoryBackupFormatConformanceTest extends BackupFormatConformance {

  @Override
  protected StorageFixture fixture() {
    return new MemoryFixture();
  }
}
