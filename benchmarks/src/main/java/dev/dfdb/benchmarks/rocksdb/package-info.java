/** The RocksDB backend against the engine's own Java binding, opened with the same options. */
@NullMarked
package dev.dfdb.benchmarks.rocksdb;

import org.jspecify.annotations.NullMarked;
