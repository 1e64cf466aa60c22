package dev.dfdb.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A server of its own, which syncs as servers do. */
final class Server implements AutoCloseable {

  /** The table of the backend. */
  static final String TABLE = "public.dfdb";

  private final EmbeddedPostgres server;

  Server() throws IOException {
    server = EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "256MB")
        .start();
  }

  /** The configuration of a storage on it. */
  Map<String, Object> storage() {
    return Map.of(
        "type",
        "postgres",
        "connection-uri",
        "postgresql://postgres@localhost:" + server.getPort() + "/postgres");
  }

  /** A connection to it. */
  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** Removes the table of the backend. */
  void clear() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS " + TABLE + "; DROP FUNCTION IF EXISTS " + TABLE + "_write");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
