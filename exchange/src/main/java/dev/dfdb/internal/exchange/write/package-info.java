/** From facts to text in each format. */
@NullMarked
package dev.dfdb.internal.exchange.write;

import org.jspecify.annotations.NullMarked;
