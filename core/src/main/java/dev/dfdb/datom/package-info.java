/**
 * Facts: the datom and the orders in which datoms are kept.
 *
 * <p>Data shared by the API and the engine beneath it; no reading, no writing.
 */
@NullMarked
package dev.dfdb.datom;

import org.jspecify.annotations.NullMarked;
