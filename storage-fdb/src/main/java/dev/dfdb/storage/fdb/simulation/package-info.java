/**
 * A FoundationDB cluster simulated within this process, for tests: what the real one does, its
 * limits and its faults, from a seed and on a clock of its own. Needs no native library.
 */
@NullMarked
package dev.dfdb.storage.fdb.simulation;

import org.jspecify.annotations.NullMarked;
