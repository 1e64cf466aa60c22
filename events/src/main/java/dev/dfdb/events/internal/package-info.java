/** How streams lie in the storage, and how messages get there. Not exported. */
@NullMarked
package dev.dfdb.events.internal;

import org.jspecify.annotations.NullMarked;
