/** Durable storage on RocksDB. */
module dev.dfdb.storage.rocksdb {
  requires transitive dev.dfdb.core;
  requires static org.jspecify;
  requires rocksdbjni;
  requires org.slf4j;

  exports dev.dfdb.storage.rocksdb;

  provides dev.dfdb.storage.StorageProvider with
      dev.dfdb.storage.rocksdb.RocksDbStorageProvider;
}
