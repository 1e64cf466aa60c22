/**
 * Queries and rules as data: what was written, after its syntax was checked and before anything is
 * known about a database.
 */
@NullMarked
package dev.dfdb.internal.query.ast;

import org.jspecify.annotations.NullMarked;
