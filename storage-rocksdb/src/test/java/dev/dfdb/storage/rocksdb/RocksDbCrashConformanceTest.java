package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.CrashConformance;
import dev.dfdb.conformance.StorageFixture;

/** Nothing acknowledged is lost when processes that write are killed. */
class RocksDbCrashConformanceTest extends CrashConformance {

  @Override
  protected StorageFixture fixture() {
    return new RocksDbFixture();
  }
}
