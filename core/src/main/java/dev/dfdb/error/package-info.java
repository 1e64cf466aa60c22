/**
 * Every exception dfdb throws on purpose.
 *
 * <p>One hierarchy under {@link dev.dfdb.error.DfdbException}: a static message that can be
 * searched for in logs, key/value context that says what it was about, and the engine's own
 * exception as the cause. The package depends on nothing else; nothing but exceptions belongs here.
 */
@NullMarked
package dev.dfdb.error;

import org.jspecify.annotations.NullMarked;
