/** Storage in a FoundationDB cluster. */
@NullMarked
package dev.dfdb.storage.fdb;

import org.jspecify.annotations.NullMarked;
