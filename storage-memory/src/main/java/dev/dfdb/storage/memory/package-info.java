/** Storage in memory, for tests, caches and short-lived databases. */
@NullMarked
package dev.dfdb.storage.memory;

import org.jspecify.annotations.NullMarked;
