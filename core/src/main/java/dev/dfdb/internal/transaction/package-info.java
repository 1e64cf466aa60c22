/**
 * From transaction data to a commit: forms are expanded, tempids resolved, datoms derived and
 * checked against the database before, and groups of transactions written as one guarded batch.
 */
@NullMarked
package dev.dfdb.internal.transaction;

import org.jspecify.annotations.NullMarked;
