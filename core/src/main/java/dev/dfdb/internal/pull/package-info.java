/**
 * Pulling: from a pattern and entity ids to maps of what is known of the entities, and of those
 * they refer to. Reads a database through {@link dev.dfdb.internal.index.DatomSource} alone.
 */
@NullMarked
package dev.dfdb.internal.pull;

import org.jspecify.annotations.NullMarked;
