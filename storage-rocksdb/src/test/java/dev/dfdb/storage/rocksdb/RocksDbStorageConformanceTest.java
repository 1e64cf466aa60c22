package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;

/** The backend passes the suite every backend has to pass. */
class RocksDbStorageConformanceTest extends StorageConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
