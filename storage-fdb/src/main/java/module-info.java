/** Durable storage in a FoundationDB cluster, and a simulated cluster for tests. */
module dev.dfdb.storage.fdb {
  requires transitive dev.dfdb.core;
  requires transitive fdb.java;
  requires static org.jspecify;
  requires dev.dfdb.storage.memory;
  requires org.slf4j;

  exports dev.dfdb.storage.fdb;
  exports dev.dfdb.storage.fdb.simulation;

  provides dev.dfdb.storage.StorageProvider with
      dev.dfdb.storage.fdb.FdbStorageProvider;
}
