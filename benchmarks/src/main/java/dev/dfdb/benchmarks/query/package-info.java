/** Queries over the same data by dfdb and by other databases of its kind. */
@NullMarked
package dev.dfdb.benchmarks.query;

import org.jspecify.annotations.NullMarked;
