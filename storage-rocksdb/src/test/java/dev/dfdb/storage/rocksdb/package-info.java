/** Tests of the RocksDB backend, on the real engine. */
@org.jspecify.annotations.NullMarked
package dev.dfdb.storage.rocksdb;
