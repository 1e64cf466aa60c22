/**
 * The FoundationDB backend on a real cluster, whose cluster file the environment variable
 * {@code DFDB_FDB_CLUSTER_FILE} names.
 */
@NullMarked
package dev.dfdb.benchmarks.foundationdb;

import org.jspecify.annotations.NullMarked;
