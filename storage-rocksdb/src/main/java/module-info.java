/** Durable storage on RocksDB. */
module dev.dfdb.storage.rocksdb {
  requires transitive dev.dfdb.core;
  requires static org.jspecify;
  requires rocksdbjni;
}
