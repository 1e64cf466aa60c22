package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.DatabaseConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbDatabaseConformanceTest extends DatabaseConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
