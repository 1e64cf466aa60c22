package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.BackupConformance;
import dev.dfdb.conformance.StorageFixture;

class PostgresBackupConformanceTest extends BackupConformance {

  @Override
  protected StorageFixture fixture() {
    return new PostgresFixture();
  }
}
