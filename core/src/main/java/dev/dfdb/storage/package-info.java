/**
 * The contract between dfdb and a storage engine: bytes in, bytes out, in key order.
 *
 * <p>A backend implements {@link dev.dfdb.storage.Storage} and
 * {@link dev.dfdb.storage.StorageProvider}; everything else here is data the two sides hand each
 * other. The rules are numbered S1 to S12 in the documentation of each type, and the conformance
 * suite has tests with those numbers in their names. A backend never sees a datom.
 */
@NullMarked
package dev.dfdb.storage;

import org.jspecify.annotations.NullMarked;
