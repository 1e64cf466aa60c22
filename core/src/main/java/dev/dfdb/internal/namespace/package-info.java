/**
 * Many databases in one storage: the directory of their names, and the part of the storage that
 * each of them is. What a database keeps in its part is not known here, apart from its root.
 */
@NullMarked
package dev.dfdb.internal.namespace;

import org.jspecify.annotations.NullMarked;
