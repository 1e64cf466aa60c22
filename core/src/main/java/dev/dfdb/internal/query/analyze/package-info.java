/**
 * What can be said of queries and rules before any database is read: which variables belong to
 * which scope, which rules are recursive, in which order clauses can be evaluated at all.
 */
@NullMarked
package dev.dfdb.internal.query.analyze;

import org.jspecify.annotations.NullMarked;
