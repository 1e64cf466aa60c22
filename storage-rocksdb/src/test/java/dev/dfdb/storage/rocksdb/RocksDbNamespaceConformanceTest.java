package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.NamespaceConformance;
import dev.dfdb.conformance.StorageFixture;

class RocksDbNamespaceConformanceTest extends NamespaceConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
