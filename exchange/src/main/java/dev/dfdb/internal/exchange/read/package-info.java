/**
 * From text to rows: decoding, splitting into rows of each format, and where in the text every part
 * stood.
 *
 * <p>Knows nothing of databases.
 */
@NullMarked
package dev.dfdb.internal.exchange.read;

import org.jspecify.annotations.NullMarked;
