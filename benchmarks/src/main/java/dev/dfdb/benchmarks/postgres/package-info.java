/**
 * The PostgreSQL backend against plain JDBC on the same server, and against RocksDB. The server is
 * started by the benchmarks, with its usual durability.
 */
@NullMarked
package dev.dfdb.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
