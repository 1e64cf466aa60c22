/** Event streams: appending, reading, and what a message takes on disk. */
@NullMarked
package dev.dfdb.benchmarks.events;

import org.jspecify.annotations.NullMarked;
