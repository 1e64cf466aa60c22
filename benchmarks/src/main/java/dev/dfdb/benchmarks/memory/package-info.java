/**
 * The memory backend against {@code ConcurrentSkipListMap<byte[], byte[]>} ordered the same way.
 */
@NullMarked
package dev.dfdb.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
