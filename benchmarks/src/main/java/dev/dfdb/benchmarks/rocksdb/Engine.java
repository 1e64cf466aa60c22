package dev.dfdb.benchmarks.rocksdb;

import org.openjdk.jmh.infra.Blackhole;
import org.rocksdb.RocksDBException;

/** What is measured, done by the backend or by the engine's own binding. */
interface Engine {

  /** Writes one entry, as safe as the engine was opened for. */
  void put(byte[] key, byte[] value) throws RocksDBException;

  /** Writes a batch of entries. */
  void putAll(byte[][] keys, byte[] value) throws RocksDBException;

  /** Reads one entry. */
  byte[] get(byte[] key) throws RocksDBException;

  /** Reads keys and values from {@code start} up to {@code end}, and returns how many. */
  int scan(byte[] start, byte[] end, Blackhole sink) throws RocksDBException;

  /** Puts all data in order, so that reads find it in files. */
  void settle() throws RocksDBException;

  /** Closes the database. */
  void close();
}
