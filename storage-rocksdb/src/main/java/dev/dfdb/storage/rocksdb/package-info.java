/** Durable storage in a local directory, on RocksDB. */
@NullMarked
package dev.dfdb.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
