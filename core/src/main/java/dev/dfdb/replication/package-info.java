/**
 * The log of a database as it lies in its storage, for those who carry databases from one place to
 * another: reading recorded transactions, and writing them elsewhere as they were. Backups are made
 * of it. Programs that work with a database need nothing of this.
 */
@NullMarked
package dev.dfdb.replication;

import org.jspecify.annotations.NullMarked;
