/** Import and export. */
@NullMarked
package dev.dfdb.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;
