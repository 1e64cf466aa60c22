package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.EventConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbEventConformanceTest extends EventConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
