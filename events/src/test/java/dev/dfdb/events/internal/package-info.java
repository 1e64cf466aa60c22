/** The bytes of event streams. */
@NullMarked
package dev.dfdb.events.internal;

import org.jspecify.annotations.NullMarked;
