/** The tests of the key encoder, against the order of values as an independent oracle. */
@NullMarked
package dev.dfdb.codec;

import org.jspecify.annotations.NullMarked;
