/**
 * The datoms as they lie in a storage: the layout of keys, the schema, and reading a database
 * value.
 *
 * <p>Above the key encoder and the storage contract, below transactions and queries; knows of
 * neither.
 */
@NullMarked
package dev.dfdb.internal.index;

import org.jspecify.annotations.NullMarked;
