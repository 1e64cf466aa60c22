/** Durable storage in a table of a PostgreSQL server. */
module dev.dfdb.storage.postgres {
  requires transitive dev.dfdb.core;
  requires transitive java.sql;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires com.zaxxer.hikari;
  requires org.jdbi.v3.core;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  exports dev.dfdb.storage.postgres;

  provides dev.dfdb.storage.StorageProvider with
      dev.dfdb.storage.postgres.PostgresStorageProvider;
}
