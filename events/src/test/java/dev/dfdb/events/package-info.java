/** Names, groups and bytes of event streams; what needs a storage is in the conformance suite. */
@NullMarked
package dev.dfdb.events;

import org.jspecify.annotations.NullMarked;
