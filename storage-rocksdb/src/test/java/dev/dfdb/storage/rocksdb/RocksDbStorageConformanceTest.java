package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
