/** How long entities take to be saved and loaded, and how much room. */
@NullMarked
package dev.dfdb.benchmarks.entities;

import org.jspecify.annotations.NullMarked;
