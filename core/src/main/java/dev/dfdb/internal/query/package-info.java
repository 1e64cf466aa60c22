/** Answering queries. What the rest of the database uses of the query engine is in this package. */
@NullMarked
package dev.dfdb.internal.query;

import org.jspecify.annotations.NullMarked;
