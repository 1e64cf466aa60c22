/**
 * Building blocks for those who write a backend: closing safely under concurrent calls, reporting
 * leaked cursors, refusing the empty key. A backend is free to do without them.
 */
@NullMarked
package dev.dfdb.storage.support;

import org.jspecify.annotations.NullMarked;
