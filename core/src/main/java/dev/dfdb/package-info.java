/**
 * The database: open a {@link dev.dfdb.Connection} with {@link dev.dfdb.Dfdb}, transact facts, take
 * the database as a value and query it.
 *
 * <p>Only what a user calls belongs here; the work is done in packages that are not exported.
 */
@NullMarked
package dev.dfdb;

import org.jspecify.annotations.NullMarked;
