/** What encoding and decoding keys costs (K9). */
@NullMarked
package dev.dfdb.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
