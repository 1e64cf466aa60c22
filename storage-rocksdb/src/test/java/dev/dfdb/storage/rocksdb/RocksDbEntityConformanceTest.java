package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.EntityConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbEntityConformanceTest extends EntityConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
