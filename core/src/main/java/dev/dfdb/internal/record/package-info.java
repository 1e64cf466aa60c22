/** Who observes a connection, and the events of the Java Flight Recorder. */
@NullMarked
package dev.dfdb.internal.record;

import org.jspecify.annotations.NullMarked;
