/**
 * Streams of messages, as Message DB has them, beside the datoms of a database:
 * {@link dev.dfdb.events.Events} appends and reads them. They lie in the same storage and
 * namespace, and are copied, deleted and backed up with it.
 */
@NullMarked
package dev.dfdb.events;

import org.jspecify.annotations.NullMarked;
