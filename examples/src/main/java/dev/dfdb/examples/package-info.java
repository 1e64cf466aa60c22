/**
 * Applications to start from: each shows one layer of dfdb, and is small enough to be read at once.
 */
@NullMarked
package dev.dfdb.examples;

import org.jspecify.annotations.NullMarked;
