package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.BackupConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbBackupConformanceTest extends BackupConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
