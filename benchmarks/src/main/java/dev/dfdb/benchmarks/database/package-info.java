/** The database: transactions, and reading the present and the past. */
@NullMarked
package dev.dfdb.benchmarks.database;

import org.jspecify.annotations.NullMarked;
