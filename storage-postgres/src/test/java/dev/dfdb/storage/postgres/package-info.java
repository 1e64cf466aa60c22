/** Tests of the PostgreSQL backend, on real servers they start themselves. */
@org.jspecify.annotations.NullMarked
package dev.dfdb.storage.postgres;
