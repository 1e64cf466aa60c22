/**
 * The typed key encoder: values and ids as bytes that sort as the values do.
 *
 * <p>{@link dev.dfdb.codec.KeyWriter} writes, {@link dev.dfdb.codec.KeyReader} reads,
 * {@link dev.dfdb.codec.ValueOrder} is the same order without bytes. The format is described in
 * docs/FORMAT.md and frozen by golden vectors. What is in a key, and which keys there are, is for
 * the packages above; storage is not known here.
 */
@NullMarked
package dev.dfdb.codec;

import org.jspecify.annotations.NullMarked;
