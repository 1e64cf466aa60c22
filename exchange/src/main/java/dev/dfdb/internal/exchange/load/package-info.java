/**
 * From rows to transactions: types, forms, batches, and the position that makes an import go on
 * where it stopped.
 */
@NullMarked
package dev.dfdb.internal.exchange.load;

import org.jspecify.annotations.NullMarked;
