/**
 * Keeps what was read of a storage that is far away: bytes in, bytes out, as the storage has them.
 */
@NullMarked
package dev.dfdb.internal.page;

import org.jspecify.annotations.NullMarked;
