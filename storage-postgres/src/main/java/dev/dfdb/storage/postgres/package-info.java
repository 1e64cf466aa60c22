/** Durable storage in a table of a PostgreSQL server, shared by any number of processes. */
@NullMarked
package dev.dfdb.storage.postgres;

import org.jspecify.annotations.NullMarked;
