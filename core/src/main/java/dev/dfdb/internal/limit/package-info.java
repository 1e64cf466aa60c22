/**
 * What one piece of work may take of the machine: time, memory, and whether it is still wanted.
 * Knows nothing of queries.
 */
@NullMarked
package dev.dfdb.internal.limit;

import org.jspecify.annotations.NullMarked;
