/**
 * Stores that are broken on purpose, each in one way, and the test that the suite finds every one
 * of them. Each is the journal store of the tutorial behind something that spoils it.
 */
@NullMarked
package dev.dfdb.conformance.mutant;

import org.jspecify.annotations.NullMarked;
