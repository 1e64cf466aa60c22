/** JMH benchmarks. Their results are kept in RESULTS.md. */
@NullMarked
package dev.dfdb.benchmarks;

import org.jspecify.annotations.NullMarked;
